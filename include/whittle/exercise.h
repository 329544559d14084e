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

// A part of content that is not text: a chunk of a picture, a member of an archive, a block of
// anything else.
struct ContentPart {
  std::string name;  // "IDAT", "usr/bin/app"; printable
  std::int64_t size = 0;
  Digest digest;
  int values = 0;         // how many of the 256 values of a byte are in it: few in a black picture
  bool may_vary = false;  // its format has a time or a random id there
  bool operator==(const ContentPart&) const = default;
};

// Output of the app: the size and digest of all of it, and its first bytes.
struct Content {
  static constexpr std::size_t kKept = std::size_t{64} << 10;
  static constexpr std::int64_t kRead = std::int64_t{16} << 20;  // whose parts are known

  std::int64_t size = 0;
  Digest digest;      // of all; empty: none was made
  std::string head;   // the first kKept bytes
  bool whole = true;  // false: the end was not reached, so another run may get more
  // Of what is not text; a text has none of both.
  std::string kind;                // for people: "PNG image data, 640 x 480"
  std::vector<ContentPart> parts;  // in their order; of a large one, those at its beginning
  bool operator==(const Content&) const = default;
};

struct CommandOutput {
  Exit exit;
  Content output{};  // stdout
  Content errors{};  // stderr
};

class Endpoint {
 public:
  virtual ~Endpoint() = default;
  virtual bool running() const = 0;
  // TCP ports on which the container listens now.
  virtual std::set<std::uint16_t> listening() const = 0;
  // How long the container's processes have run, or waited for a processor, up to now.
  virtual std::chrono::nanoseconds busy_time() const = 0;
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
  Content content{};                           // the body, or the command's stdout
  Content errors{};                            // the command's stderr
};

struct ExerciseResult {
  std::string name;  // "GET :80/", "exec: redis-cli ping"
  bool passed = false;
  std::string detail;  // "200, 615 bytes"; on failure: what was expected and what came
  std::string hint;    // what the user may want to do; empty: nothing
  Answer answer{};
  bool hold_out = false;  // run only when two images are compared, never in a recording
  int tries = 1;          // a command that fails while the app starts is run again
  double seconds = 0;     // of its last request or command alone, without any waiting before it
};

class Exercise {
 public:
  virtual ~Exercise() = default;
  virtual std::string name() const = 0;
  virtual ExerciseResult run(Endpoint& endpoint) = 0;
};

}  // namespace whittle
