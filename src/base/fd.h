// An owned file descriptor, closed by its destructor. All are opened close-on-exec.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace whittle::base {

class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept;
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { reset(); }

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release() { return std::exchange(fd_, -1); }
  void reset();
  // Closes; throws SystemError where close(2) reports lost data.
  void close_checked(const std::string& what);

 private:
  int fd_ = -1;
};

struct Pipe {
  Fd read_end;
  Fd write_end;
};

// Throw SystemError. O_CLOEXEC is added to flags.
Fd open_file(const std::filesystem::path& path, int flags, unsigned mode = 0644);
Fd open_at(int directory, const std::string& path, int flags, unsigned mode = 0644);
Pipe make_pipe();
void write_all(int fd, std::string_view bytes, const std::string& what);
// Up to into.size() bytes, 0 at the end; retries EINTR.
std::size_t read_some(int fd, std::span<std::byte> into, const std::string& what);
// The whole file; throws Error when it is larger than limit bytes.
std::string read_file(const std::filesystem::path& path, std::size_t limit = std::size_t{64} << 20);
std::string read_all(int fd, std::size_t limit, const std::string& what);

}  // namespace whittle::base
