#include "commands/explain.h"

#include <optional>
#include <utility>

#include "artifacts/files.h"
#include "artifacts/recorded.h"
#include "select/lookup/path_hint.h"
#include "whittle/error.h"

namespace whittle::commands {
namespace {

namespace fs = std::filesystem;

select::Explanation explain_path(const fs::path& artifacts, const std::string& path) {
  const select::KeepFile keep(artifacts / artifacts::kKeepFile);
  const FileTree tree = select::tree_of(keep);
  std::optional<select::Explanation> explanation = select::explain_path(keep, tree, path);
  if (!explanation) throw Error("the image has no path " + path, select::path_hint(tree, path));
  return std::move(*explanation);
}

profile::CallExplanation explain_call(const fs::path& artifacts, const std::string& call) {
  std::optional<profile::CallExplanation> explanation = with_context(
      "cannot explain the system call " + call,
      [&] {
        const Trace trace = artifacts::read_trace(artifacts);
        return profile::explain_call(artifacts::read_seccomp(artifacts), trace, call);
      },
      "they are in the directory that was given to minify --artifacts");
  if (explanation) return std::move(*explanation);
  throw Error(call + " is neither an absolute path nor the name of a system call",
              "paths are absolute, as in /etc/passwd; calls have names as in openat");
}

}  // namespace

Explained explain(const fs::path& artifacts, const std::string& subject) {
  if (subject.starts_with('/')) return explain_path(artifacts, subject);
  return explain_call(artifacts, subject);
}

}  // namespace whittle::commands
