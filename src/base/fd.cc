#include "base/fd.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "whittle/error.h"

namespace whittle::base {

Fd& Fd::operator=(Fd&& other) noexcept {
  if (this != &other) {
    reset();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

void Fd::reset() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void Fd::close_checked(const std::string& what) {
  if (fd_ >= 0 && ::close(std::exchange(fd_, -1)) != 0) throw SystemError(what, errno);
}

Fd open_file(const std::filesystem::path& path, int flags, unsigned mode) {
  return open_at(AT_FDCWD, path.string(), flags, mode);
}

Fd open_at(int directory, const std::string& path, int flags, unsigned mode) {
  int fd = -1;
  do {
    fd = ::openat(directory, path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  if (fd < 0) throw SystemError("cannot open " + path, errno);
  return Fd(fd);
}

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw SystemError("cannot make a pipe", errno);
  return {Fd(ends[0]), Fd(ends[1])};
}

void write_all(int fd, std::string_view bytes, const std::string& what) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw SystemError("cannot write " + what, errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::size_t read_some(int fd, std::span<std::byte> into, const std::string& what) {
  for (;;) {
    const ssize_t n = ::read(fd, into.data(), into.size());
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) throw SystemError("cannot read " + what, errno);
  }
}

std::string read_all(int fd, std::size_t limit, const std::string& what) {
  std::string bytes;
  char buffer[65536];
  while (const std::size_t n = read_some(fd, std::as_writable_bytes(std::span(buffer)), what)) {
    if (bytes.size() + n > limit) {
      throw Error(what + " is larger than " + std::to_string(limit) + " bytes");
    }
    bytes.append(buffer, n);
  }
  return bytes;
}

std::string read_file(const std::filesystem::path& path, std::size_t limit) {
  const Fd fd = open_file(path, O_RDONLY);
  return read_all(fd.get(), limit, path.string());
}

}  // namespace whittle::base
