#include "runtime_wrapper/trace_directory.h"

#include <unistd.h>

#include <cerrno>

#include "base/atomic_file.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;

std::string name_of(const std::string& id, int number) {
  return id + (number == 1 ? "" : "." + std::to_string(number)) + ".json";
}

}  // namespace

TraceDirectory::TraceDirectory(fs::path path) : path_(std::move(path)) {
  std::error_code error;
  fs::create_directories(path_.parent_path(), error);
  if (fs::create_directory(path_, error)) fs::permissions(path_, fs::perms::owner_all, error);
  if (!fs::is_directory(path_, error) || ::access(path_.c_str(), W_OK) != 0) {
    throw Error("cannot write traces to " + path_.string(),
                "set another directory with --whittle-traces or WHITTLE_TRACES");
  }
}

void TraceDirectory::add(const std::string& id, const Trace& trace) const {
  const std::string text = trace::format_trace(trace);
  for (int number = 1;; ++number) {
    const fs::path name = path_ / name_of(id, number);
    if (fs::exists(fs::symlink_status(name))) continue;
    // A container with the same id, of another engine, may end at the same time.
    base::AtomicFile file(name, 0600);
    file.write(text);
    if (file.commit_new()) return;
  }
}

void TraceDirectory::add_failure(const std::string& id, const std::string& reason) const {
  base::write_file(path_ / (id + ".failed"), reason + "\n");
}

}  // namespace whittle::runtime_wrapper
