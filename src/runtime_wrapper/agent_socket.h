// How commands talk to the agent of their container: a line for the request, a line for the answer,
// over a unix socket. The agent gets the id of the client from the kernel (unix(7), SO_PEERCRED);
// the client waits for the answer, so that a probe can adopt it meanwhile.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/fd.h"

namespace whittle::runtime_wrapper {

// The answer is empty, or an error message. nullopt: the container is not, or no longer, recorded.
// Throws Error if the agent has died or does not answer within a minute.
std::optional<std::string> send_to_agent(const std::filesystem::path& socket,
                                         const std::string& request);

class AgentSocket {
 public:
  explicit AgentSocket(const std::filesystem::path& socket);  // throws SystemError

  int fd() const { return fd_.get(); }  // readable when a client has connected
  struct Request {
    base::Fd connection;
    pid_t client = -1;
    std::string text;
  };
  // nullopt: the client is gone, or sends no complete line within two seconds.
  std::optional<Request> accept() const;
  static void answer(const Request& request, const std::string& text);

 private:
  base::Fd fd_;
};

}  // namespace whittle::runtime_wrapper
