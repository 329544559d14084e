// An exercise drives the app inside the container while it is recorded.
//
// It sees the container only through `Endpoint`; how it went is a value.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "whittle/digest.h"
#include "whittle/exit.h"

namespace whittle {

// Output of the app: the size and digest of all of it, and its first bytes.
struct Content {
  static constexpr std::size_t kKept = std::size_t{64} << 10;

  std::int64_t size = 0;
  Digest digest;      // of all; empty: none was made
  std::string head;   // the first kKept bytes
  bool whole = true;  // false: the end was not reached, so another run may get more
  bool operator==(const Content&) const = default;
};

struct CommandOutput {
  Exit exit;
  std::string output;     // stdout and stderr together; the first Content::kKept bytes
  std::int64_t size = 0;  // of all of it
  Digest digest;          // likewise
};

class Endpoint {
 public:
  virtual ~Endpoint() = default;
  virtual bool running() const = 0;
  // TCP ports on which the container listens now.
  virtual std::set<std::uint16_t> listening() const = 0;
  // Runs body in a thread that is in the container's network namespace; exceptions pass through.
  virtual void in_network(const std::function<void()>& body) const = 0;
  // Runs a shell command line inside the container, as the image's user.
  virtual CommandOutput exec(const std::string& command_line) = 0;
  // The same, with arguments instead of a shell command line.
  virtual CommandOutput exec_program(const std::vector<std::string>& arguments) = 0;
  // Runs a program of the host, by /bin/sh -c, in the container's network namespace.
  virtual CommandOutput host_exec(const std::string& command_line) = 0;
  // Waits until something may have changed, at most this long. Throws Interrupted on Ctrl-C or when
  // the run's time is over. Returns false once the container has ended.
  virtual bool wait(std::chrono::milliseconds at_most) = 0;
};

// The answer to an exercise. Two runs are compared by it.
struct Answer {
  int status = 0;                              // HTTP; 0: none
  std::map<std::string, std::string> headers;  // those that are compared, names in lower case
  std::optional<Exit> exit;                    // of a command
  Content content;                             // the body, or the command's output
};

struct ExerciseResult {
  std::string name;  // "GET :80/", "exec: redis-cli ping"
  bool passed = false;
  std::string detail;  // "200, 615 bytes"; on failure: what was expected and what came
  std::string hint;    // what the user may want to do; empty: nothing
  Answer answer{};
  bool hold_out = false;  // run only when two images are compared, never in a recording
};

class Exercise {
 public:
  virtual ~Exercise() = default;
  virtual std::string name() const = 0;
  virtual ExerciseResult run(Endpoint& endpoint) = 0;
};

}  // namespace whittle
