#include "runtime_wrapper/agent_socket.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

constexpr std::size_t kMaxLine = 4096;
constexpr timeval kAgentTimeout{.tv_sec = 2, .tv_usec = 0};
constexpr timeval kClientTimeout{.tv_sec = 60, .tv_usec = 0};

base::Fd make_socket() {
  base::Fd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!fd) throw SystemError("cannot make a socket", errno);
  return fd;
}

sockaddr_un address_of(const std::filesystem::path& socket) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string& text = socket.native();
  if (text.size() >= sizeof address.sun_path) throw Error("the path is too long: " + text);
  std::memcpy(address.sun_path, text.data(), text.size());
  return address;
}

void set_timeouts(int fd, const timeval& timeout) {
  for (const int direction : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    ::setsockopt(fd, SOL_SOCKET, direction, &timeout, sizeof timeout);
  }
}

// nullopt: connection closed, timeout, or the line is too long.
std::optional<std::string> read_line(int fd) {
  std::string line;
  std::array<char, 512> bytes{};
  while (line.size() < kMaxLine) {
    const ssize_t count = ::read(fd, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::nullopt;
    line.append(bytes.data(), static_cast<std::size_t>(count));
    if (line.back() == '\n') {
      line.pop_back();
      return line;
    }
  }
  return std::nullopt;
}

bool write_line(int fd, std::string line) {
  for (char& c : line) {
    if (c == '\n') c = ' ';
  }
  line.resize(std::min(line.size(), kMaxLine - 1));
  line += '\n';
  return ::send(fd, line.data(), line.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(line.size());
}

}  // namespace

std::optional<std::string> send_to_agent(const std::filesystem::path& socket,
                                         const std::string& request) {
  const base::Fd fd = make_socket();
  set_timeouts(fd.get(), kClientTimeout);
  const sockaddr_un address = address_of(socket);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == ENOENT) return std::nullopt;
    throw SystemError(
        "the recording of this container has ended early", errno,
        "the agent of whittle-runtime was killed: remove the container and start a new one");
  }
  if (write_line(fd.get(), request)) {
    if (auto answer = read_line(fd.get())) return answer;
  }
  std::error_code error;
  if (!std::filesystem::exists(socket, error)) return std::nullopt;  // the agent has just ended
  throw Error(
      "the recording of this container does not answer",
      "the agent of whittle-runtime is busy or was killed: remove the container and start a new "
      "one");
}

AgentSocket::AgentSocket(const std::filesystem::path& socket) : fd_(make_socket()) {
  const sockaddr_un address = address_of(socket);
  if (::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd_.get(), 64) != 0) {
    throw SystemError("cannot listen at " + socket.string(), errno);
  }
}

std::optional<AgentSocket::Request> AgentSocket::accept() const {
  Request request{.connection = base::Fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC))};
  if (!request.connection) return std::nullopt;
  set_timeouts(request.connection.get(), kAgentTimeout);
  ucred client{};
  socklen_t size = sizeof client;
  if (::getsockopt(request.connection.get(), SOL_SOCKET, SO_PEERCRED, &client, &size) != 0) {
    return std::nullopt;
  }
  request.client = client.pid;
  auto line = read_line(request.connection.get());
  if (!line) return std::nullopt;
  request.text = std::move(*line);
  return request;
}

void AgentSocket::answer(const Request& request, const std::string& text) {
  write_line(request.connection.get(), text);  // errors are ignored: the client may be gone
}

}  // namespace whittle::runtime_wrapper
