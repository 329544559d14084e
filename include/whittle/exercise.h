// An exercise drives the app inside the container while it is recorded.
//
// It sees the container only through `Endpoint`; how it went is a value.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "whittle/exit.h"

namespace whittle {

struct CommandOutput {
  Exit exit;
  std::string output;  // stdout and stderr together; the first 64 KiB
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
  // Runs a program of the host, by /bin/sh -c, in the container's network namespace.
  virtual CommandOutput host_exec(const std::string& command_line) = 0;
  // Waits until something may have changed, at most this long. Throws Interrupted on Ctrl-C or when
  // the run's time is over. Returns false once the container has ended.
  virtual bool wait(std::chrono::milliseconds at_most) = 0;
};

struct ExerciseResult {
  std::string name;  // "GET :80/", "exec: redis-cli ping"
  bool passed = false;
  std::string detail;  // "200, 615 bytes"; on failure: what was expected and what came
  std::string hint;    // what the user may want to do; empty: nothing
};

class Exercise {
 public:
  virtual ~Exercise() = default;
  virtual std::string name() const = 0;
  virtual ExerciseResult run(Endpoint& endpoint) = 0;
};

}  // namespace whittle
