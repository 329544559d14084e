// A server on 127.0.0.1 (or [::1]) that reads what comes first on a connection and answers from a
// list: the n-th connection gets the n-th answer, the last one is repeated.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/fd.h"

namespace whittle::exercise {

// At the end of an answer, or alone: sends nothing more and keeps the connection open until the
// client closes it.
inline const std::string kSilence = "(silence)";

inline std::string http_answer(const std::string& status, const std::string& body,
                               const std::string& headers = "") {
  return "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         headers + "Connection: close\r\n\r\n" + body;
}

class TinyServer {
 public:
  explicit TinyServer(std::vector<std::string> answers, int family = AF_INET)
      : answers_(std::move(answers)), socket_(::socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    REQUIRE(socket_);
    sockaddr_in6 address{};  // large enough for both
    address.sin6_family = static_cast<sa_family_t>(family);
    if (family == AF_INET6) address.sin6_addr = in6addr_loopback;
    if (family == AF_INET) {
      reinterpret_cast<sockaddr_in&>(address).sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    }
    socklen_t length = family == AF_INET ? sizeof(sockaddr_in) : sizeof(sockaddr_in6);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(socket_.get(), generic, length) == 0);
    REQUIRE(::listen(socket_.get(), 8) == 0);
    REQUIRE(::getsockname(socket_.get(), generic, &length) == 0);
    port_ = ntohs(address.sin6_port);  // at the same place in both families
    thread_ = std::thread([this] { serve(); });
  }
  ~TinyServer() { stop(); }

  std::uint16_t port() const { return port_; }
  // Stops the server; returns what each connection sent first.
  const std::vector<std::string>& requests() {
    stop();
    return requests_;
  }

 private:
  void stop() {
    stopping_ = true;
    if (thread_.joinable()) thread_.join();
  }

  bool readable(int fd) const {
    pollfd poll{.fd = fd, .events = POLLIN, .revents = 0};
    while (!stopping_) {
      if (::poll(&poll, 1, 10) == 1) return true;
    }
    return false;
  }

  void serve() {
    while (readable(socket_.get())) {
      const base::Fd connection(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!connection || !readable(connection.get())) return;
      char buffer[4096];
      const ssize_t got = ::recv(connection.get(), buffer, sizeof buffer, 0);
      if (got < 0) continue;
      const std::string& answer = answers_[std::min(requests_.size(), answers_.size() - 1)];
      requests_.emplace_back(buffer, static_cast<std::size_t>(got));
      const bool then_silent = answer.ends_with(kSilence);
      const std::size_t length = answer.size() - (then_silent ? kSilence.size() : 0);
      ::send(connection.get(), answer.data(), length, MSG_NOSIGNAL);
      if (then_silent) readable(connection.get());
    }
  }

  std::vector<std::string> answers_;
  std::vector<std::string> requests_;
  base::Fd socket_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

}  // namespace whittle::exercise
