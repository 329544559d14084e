#include "runtime_wrapper/conversation.h"

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
constexpr timeval kAgentPatience{.tv_sec = 2, .tv_usec = 0};
constexpr timeval kAskerPatience{.tv_sec = 60, .tv_usec = 0};

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

void set_patience(int fd, const timeval& patience) {
  for (const int direction : {SO_RCVTIMEO, SO_SNDTIMEO}) {
    ::setsockopt(fd, SOL_SOCKET, direction, &patience, sizeof patience);
  }
}

// Nothing: the other side has gone, is late, or says too much.
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

std::optional<std::string> ask_agent(const std::filesystem::path& socket,
                                     const std::string& question) {
  const base::Fd fd = make_socket();
  set_patience(fd.get(), kAskerPatience);
  const sockaddr_un address = address_of(socket);
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    if (errno == ENOENT) return std::nullopt;
    throw SystemError("the recording of this container has ended too early", errno,
                      "whittle-runtime's agent was killed: remove the container, start it anew");
  }
  if (write_line(fd.get(), question)) {
    if (auto answer = read_line(fd.get())) return answer;
  }
  std::error_code error;
  if (!std::filesystem::exists(socket, error)) return std::nullopt;  // it ends right now
  throw Error("the recording of this container does not answer",
              "whittle-runtime's agent is busy or was killed: remove the container, start it anew");
}

Listener::Listener(const std::filesystem::path& socket) : fd_(make_socket()) {
  const sockaddr_un address = address_of(socket);
  if (::bind(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(fd_.get(), 64) != 0) {
    throw SystemError("cannot listen at " + socket.string(), errno);
  }
}

std::optional<Listener::Question> Listener::accept() const {
  Question question{.connection = base::Fd(::accept4(fd_.get(), nullptr, nullptr, SOCK_CLOEXEC))};
  if (!question.connection) return std::nullopt;
  set_patience(question.connection.get(), kAgentPatience);
  ucred asker{};
  socklen_t size = sizeof asker;
  if (::getsockopt(question.connection.get(), SOL_SOCKET, SO_PEERCRED, &asker, &size) != 0) {
    return std::nullopt;
  }
  question.asker = asker.pid;
  auto line = read_line(question.connection.get());
  if (!line) return std::nullopt;
  question.text = std::move(*line);
  return question;
}

void Listener::answer(const Question& question, const std::string& text) {
  write_line(question.connection.get(), text);  // who has gone needs no answer
}

}  // namespace whittle::runtime_wrapper
