#include "select/unread_runtimes.h"

#include <array>
#include <map>

#include "select/closure/budget.h"
#include "select/closure/like_files.h"
#include "select/language/tree_lookup.h"
#include "text/names.h"
#include "text/size.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::size_t kLeastOfRuntime = 2;

// Directories whose entries each belong to one program.
constexpr std::array<std::string_view, 8> kHolders = {
    "/usr/lib",       "/usr/lib64",         "/usr/share", "/usr/libexec",
    "/usr/local/lib", "/usr/local/libexec", "/opt",       "/usr/local/share"};
// Suffixes of the languages with a reader that keeps whole packages.
constexpr std::array<std::string_view, 8> kReadSuffixes = {".beam", ".app", ".rdb", ".rdx",
                                                           ".rds",  ".lua", ".tcl", ".rda"};

// "/usr/lib/R" of a path below it; empty: none.
std::string directory_of_program(std::string_view path) {
  std::string best;
  for (const std::string_view holder : kHolders) {
    if (!text::is_below(path, holder) || path.size() == holder.size()) continue;
    std::size_t end = path.find('/', holder.size() + 1);
    // /usr/lib/x86_64-linux-gnu/NAME
    if (end != path.npos && path.substr(0, end).find("-linux-") != path.npos) {
      end = path.find('/', end + 1);
    }
    if (end != path.npos) best = std::string(path.substr(0, end));
  }
  return best;
}

struct Runtime {
  std::size_t opened = 0;
  std::string user;
};

struct Counts {
  std::size_t all = 0;
  std::size_t kept = 0;
  std::int64_t lacking = 0;
};

Counts count_files(const RuleContext& context, NodeId directory, const std::string& suffix) {
  Counts counts;
  std::vector<NodeId> waiting = {directory};
  while (!waiting.empty()) {
    const NodeId at = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : context.tree.node(at).children) {
      const FileMetadata& metadata = context.tree.metadata(child);
      if (metadata.type == FileType::directory) waiting.push_back(child);
      if (metadata.type != FileType::regular || like_suffix(name) != suffix) continue;
      if (!can_be_like_files(context.tree.path(at))) continue;
      ++counts.all;
      if (context.marker.kept(child)) {
        ++counts.kept;
      } else {
        counts.lacking += counted_bytes(metadata);
      }
    }
  }
  return counts;
}

}  // namespace

bool first_warning_about(RuleContext& context, std::string_view path, std::string_view suffix) {
  return context.evidence.first_time("unread " + directory_of_program(path) + " " +
                                     std::string(suffix));
}

void warn_of_unread_runtimes(RuleContext& context) {
  std::map<std::pair<std::string, std::string>, Runtime> runtimes;  // by directory and suffix
  for (const auto& [key, files] : opened_like_files(context)) {
    const auto& [directory, suffix] = key;
    if (text::is_one_of(kReadSuffixes, suffix)) continue;
    const std::string program = directory_of_program(context.tree.path(directory) + "/");
    if (program.empty()) continue;
    Runtime& runtime = runtimes[{program, suffix}];
    runtime.opened += files.size();
    if (runtime.user.empty()) runtime.user = files.begin()->second;
  }
  for (const auto& [key, runtime] : runtimes) {
    const auto& [directory, suffix] = key;
    const std::optional<NodeId> node = directory_at(context.tree, directory);
    if (runtime.opened < kLeastOfRuntime || !node) continue;
    const Counts counts = count_files(context, *node, suffix);
    if (counts.kept == counts.all) continue;
    if (!first_warning_about(context, directory + "/", suffix)) continue;
    context.warnings.push_back(
        std::to_string(counts.kept) + " of " + std::to_string(counts.all) + " " + suffix +
        " files below " + directory +
        (runtime.user.empty() ? "" : " (" + std::string(base_name(runtime.user)) + ")") +
        " are kept; whittle cannot read what they need of each other; --include-path " + directory +
        " keeps all (" + text::size(counts.lacking) + " more)");
  }
}

}  // namespace whittle::select
