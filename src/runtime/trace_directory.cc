#include "runtime/trace_directory.h"

#include <unistd.h>

#include <cerrno>

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "runtime/state_directory.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::runtime {
namespace {

namespace fs = std::filesystem;

fs::path free_name(const fs::path& directory, const std::string& id) {
  fs::path name = directory / (id + ".json");
  for (int number = 2; fs::exists(fs::symlink_status(name)); ++number) {
    name = directory / (id + "." + std::to_string(number) + ".json");
  }
  return name;
}

}  // namespace

TraceDirectory::TraceDirectory(fs::path path) : path_(std::move(path)) {
  std::error_code error;
  fs::create_directories(path_.parent_path(), error);
  if (fs::create_directory(path_, error)) fs::permissions(path_, fs::perms::owner_all, error);
  if (!fs::is_directory(path_, error) || ::access(path_.c_str(), W_OK) != 0) {
    throw Error("cannot write traces to " + path_.string(),
                "--whittle-traces or WHITTLE_TRACES names another directory");
  }
}

void TraceDirectory::add(const std::string& id, const Trace& trace) const {
  // A container of the same id may end below another root of the runtime's.
  const auto lock =
      base::FileLock::wait(fs::path(kStateRoot) / "names.lock", base::FileLock::Mode::exclusive);
  base::AtomicFile file(free_name(path_, id), 0600);
  file.write(trace::format_trace(trace));
  file.commit();
}

void TraceDirectory::add_failure(const std::string& id, const std::string& reason) const {
  base::write_file(path_ / (id + ".failed"), reason + "\n");
}

}  // namespace whittle::runtime
