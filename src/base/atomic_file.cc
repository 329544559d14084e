#include "base/atomic_file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "whittle/error.h"

namespace whittle::base {

AtomicFile::AtomicFile(std::filesystem::path target, unsigned mode)
    : target_(std::move(target)), temporary_(target_.string() + ".tmp.XXXXXX") {
  fd_ = Fd(::mkostemp(temporary_.data(), O_CLOEXEC));
  if (!fd_) throw SystemError("cannot write " + target_.string(), errno);
  if (::fchmod(fd_.get(), mode) != 0) throw SystemError("cannot write " + target_.string(), errno);
}

AtomicFile::~AtomicFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::commit() {
  fd_.close_checked("cannot write " + target_.string());
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    throw SystemError("cannot write " + target_.string(), errno);
  }
  temporary_.clear();
}

bool AtomicFile::commit_new() {
  fd_.close_checked("cannot write " + target_.string());
  if (::link(temporary_.c_str(), target_.c_str()) == 0) return true;
  if (errno == EEXIST) return false;
  throw SystemError("cannot write " + target_.string(), errno);
}

void write_file(const std::filesystem::path& target, std::string_view bytes) {
  AtomicFile file(target);
  file.write(bytes);
  file.commit();
}

}  // namespace whittle::base
