#include "probes/notify/listener.h"

#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "whittle/error.h"

namespace whittle::probes {
namespace {

// linux/seccomp.h of Linux 6.6: the caller and this process run in turn on one CPU.
constexpr std::uint64_t kSyncWakeUp = 1;  // SECCOMP_USER_NOTIF_FD_SYNC_WAKE_UP
const unsigned long kSetFlags = SECCOMP_IOW(4, std::uint64_t);  // SECCOMP_IOCTL_NOTIF_SET_FLAGS

constexpr int kReceiveTimeout = 5;  // seconds to wait for the message of a runtime

std::size_t kernel_size() {
  seccomp_notif_sizes sizes{};
  if (::syscall(SYS_seccomp, SECCOMP_GET_NOTIF_SIZES, 0, &sizes) != 0) {
    throw SystemError("cannot listen to system calls (seccomp)", errno,
                      "this needs Linux 5.7 or later: use --probe ptrace");
  }
  return std::max<std::size_t>(sizes.seccomp_notif, sizeof(seccomp_notif));
}

}  // namespace

Listener::Listener(base::Fd fd) : fd_(std::move(fd)), buffer_(kernel_size()) {
  ::ioctl(fd_.get(), kSetFlags, kSyncWakeUp);  // older kernels do not have it and are slower
}

std::optional<seccomp_notif> Listener::receive() {
  std::ranges::fill(buffer_, std::byte{0});
  if (::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_RECV, buffer_.data()) != 0) {
    if (errno == ENOENT || errno == EINTR) return std::nullopt;
    throw SystemError("cannot receive a system call of the container (seccomp)", errno);
  }
  seccomp_notif call;
  std::memcpy(&call, buffer_.data(), sizeof call);
  return call;
}

bool Listener::is_waiting(const seccomp_notif& call) const {
  return ::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &call.id) == 0;
}

void Listener::let_continue(const seccomp_notif& call) const {
  seccomp_notif_resp answer{};
  answer.id = call.id;
  answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  // ENOENT: a signal interrupted the call; if it is restarted it is notified again.
  if (::ioctl(fd_.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer) != 0 && errno != ENOENT) {
    throw SystemError("cannot answer a system call of the container (seccomp)", errno);
  }
}

ListenerSocket::ListenerSocket()
    : directory_(std::filesystem::temp_directory_path(), "whittle-notify") {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = path();
  if (name.size() >= sizeof address.sun_path) {
    throw Error("cannot listen at " + name + ": the path is too long",
                "set TMPDIR to a directory with a shorter path");
  }
  std::memcpy(address.sun_path, name.c_str(), name.size());
  fd_ = base::Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd_ || ::bind(fd_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd_.get(), 64) != 0) {
    throw SystemError("cannot listen at " + name, errno);
  }
}

// The container state in the message is not needed: each notification has the id of its caller.
base::Fd ListenerSocket::accept() const {
  const base::Fd connection(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  if (!connection) return {};
  const timeval timeout{.tv_sec = kReceiveTimeout, .tv_usec = 0};
  ::setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  char state[4096];
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))];
  for (;;) {
    iovec text{.iov_base = state, .iov_len = sizeof state};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
    if (::recvmsg(connection.get(), &message, MSG_CMSG_CLOEXEC) <= 0) return {};
    const cmsghdr* part = CMSG_FIRSTHDR(&message);
    if (!part || part->cmsg_type != SCM_RIGHTS || part->cmsg_level != SOL_SOCKET) continue;
    int fd = -1;
    std::memcpy(&fd, CMSG_DATA(part), sizeof fd);
    return base::Fd(fd);
  }
}

}  // namespace whittle::probes
