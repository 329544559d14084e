// An HTTP server on a unix socket with given answers, which records the requests.
#pragma once

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/fd.h"
#include "transport/sample_image.h"

namespace whittle::test {

struct Answer {
  int status = 200;
  std::string body;
  std::size_t cut = 0;  // bytes of the body that are announced but not sent
};

class FakeEngine {
 public:
  explicit FakeEngine(std::map<std::string, Answer> answers) : answers_(std::move(answers)) {
    const std::string path = (directory_.path() / "socket").string();
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(address.sun_path, sizeof address.sun_path - 1);
    listener_ = base::Fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener_.get(), 8) != 0) {
      throw std::runtime_error("cannot listen on " + path);
    }
    ::setenv("DOCKER_HOST", ("unix://" + path).c_str(), 1);
    thread_ = std::thread([this] { serve(); });
  }
  ~FakeEngine() {
    ::shutdown(listener_.get(), SHUT_RDWR);
    thread_.join();
    ::unsetenv("DOCKER_HOST");
  }

  std::vector<std::string> requests() const {  // "GET /path"
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    while (true) {
      const base::Fd connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!connection) return;
      const std::string request = receive(connection.get());
      const std::string line = request.substr(0, request.find(" HTTP/"));
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(line);
      }
      const auto found = answers_.find(line);
      const Answer answer =
          found == answers_.end() ? Answer{404, R"({"message": "no such thing"})"} : found->second;
      const std::string text = "HTTP/1.1 " + std::to_string(answer.status) +
                               " X\r\nConnection: close\r\nContent-Length: " +
                               std::to_string(answer.body.size() + answer.cut) + "\r\n\r\n" +
                               answer.body;
      [[maybe_unused]] const ssize_t sent =
          ::send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL);
    }
  }

  static std::string receive(int fd) {
    std::string request;
    char buffer[4096];
    std::size_t wanted = std::string::npos;
    while (request.size() < wanted) {
      const ssize_t n = ::read(fd, buffer, sizeof buffer);
      if (n <= 0) break;
      request.append(buffer, static_cast<std::size_t>(n));
      const std::size_t end = request.find("\r\n\r\n");
      if (end == std::string::npos) continue;
      const std::size_t length = request.find("Content-Length: ");
      wanted = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
    }
    return request;
  }

  std::map<std::string, Answer> answers_;
  base::TempDir directory_ = temp_dir();
  base::Fd listener_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace whittle::test
