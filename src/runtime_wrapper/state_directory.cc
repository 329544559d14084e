#include "runtime_wrapper/state_directory.h"

#include <sys/stat.h>

#include <cerrno>

#include "base/interruption.h"
#include "base/sha256.h"
#include "base/temp_dir.h"
#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kNameDigits = 32;

void make_private(const fs::path& directory) {
  if (::mkdir(directory.c_str(), 0700) == 0 || errno == EEXIST) return;
  throw SystemError("cannot make " + directory.string(), errno);
}

bool is_held(const fs::path& lock) {
  std::error_code error;
  if (!fs::exists(lock, error)) return false;
  try {
    return !base::FileLock::attempt(lock, base::FileLock::Mode::exclusive);
  } catch (const SystemError&) {
    return false;  // the agent has removed the directory meanwhile
  }
}

}  // namespace

StateDirectory::StateDirectory(const std::string& root, const std::string& id)
    : path_(fs::path(kStateRoot) / base::sha256(root + '\0' + id).hex().substr(0, kNameDigits)) {}

void StateDirectory::make() const {
  make_private(kStateRoot);
  if (exists()) {
    if (!wait_for_agent(std::chrono::milliseconds(0))) {
      throw Error("a container with this id is already being recorded", "delete it first");
    }
    remove();
  }
  make_private(path_);
}

base::FileLock StateDirectory::take_lock() const {
  auto lock = base::FileLock::attempt(this->lock(), base::FileLock::Mode::exclusive);
  if (!lock) throw Error("another recording uses " + path_.string());
  return std::move(*lock);
}

bool StateDirectory::wait_for_agent(std::chrono::milliseconds at_most) const {
  const auto deadline = Clock::now() + at_most;
  while (is_held(lock())) {
    if (Clock::now() >= deadline) return false;
    base::poll_interruptibly(nullptr, 0, std::chrono::milliseconds(10));
  }
  return true;
}

bool StateDirectory::exists() const {
  std::error_code error;
  return fs::exists(path_, error);
}

void StateDirectory::remove() const {
  const fs::path going = path_.string() + ".gone";
  std::error_code error;
  fs::rename(path_, going, error);
  if (!error) base::remove_tree(going);
}

}  // namespace whittle::runtime_wrapper
