// What a command asks the agent of its container: one line there, one line back, over a unix
// socket. The agent takes the asking process's id from the kernel (unix(7), SO_PEERCRED), and the
// process waits for the answer: it is held as a probe wants it.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "base/fd.h"

namespace whittle::runtime_wrapper {

// What the agent answers is empty, or why it cannot. Nothing: nobody records here (any more).
// Throws Error when the agent has died or does not answer within a minute.
std::optional<std::string> ask_agent(const std::filesystem::path& socket,
                                     const std::string& question);

class Listener {
 public:
  explicit Listener(const std::filesystem::path& socket);  // throws SystemError

  int fd() const { return fd_.get(); }  // readable: someone asks
  struct Question {
    base::Fd connection;
    pid_t asker = -1;
    std::string text;
  };
  // Nothing: who asked has gone, or says nothing that is a line within two seconds.
  std::optional<Question> accept() const;
  static void answer(const Question& question, const std::string& text);

 private:
  base::Fd fd_;
};

}  // namespace whittle::runtime_wrapper
