// The Endpoint of a recorded container.
//
// An exercise begins with its first request or command to the app, not when it begins to wait until
// the app is ready.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "container/container.h"
#include "whittle/exercise.h"

namespace whittle::record {

class ContainerEndpoint : public Endpoint {
  // Runs what an exercise does to the app, and notes how long it takes.
  template <typename Body>
  auto timed(const Body& body) const {
    begin_exercise();
    struct Timer {
      std::chrono::duration<double>& took;
      std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
      ~Timer() { took = std::chrono::steady_clock::now() - began; }
    } const timer{last_use_};
    return body();
  }

 public:
  using Begin = std::function<void(const std::string& exercise)>;
  // begin is called at the first request or command of an exercise.
  ContainerEndpoint(container::Container& container, Begin begin)
      : container_(container), begin_(std::move(begin)) {}

  // Sets the exercise that is about to run.
  void set_next_exercise(std::string exercise) {
    next_exercise_ = std::move(exercise);
    last_use_ = {};
  }
  // How long the last request or command of this exercise took; 0: it made none.
  std::chrono::duration<double> last_use() const { return last_use_; }

  bool running() const override { return !container_.exit(); }
  std::set<std::uint16_t> listening() const override;
  std::chrono::nanoseconds busy_time() const override { return container_.busy_time(); }
  void in_network(const std::function<void()>& body) const override {
    timed([&] { container_.in_network(body); });
  }
  CommandOutput exec(const std::string& command_line) override;
  CommandOutput exec_program(const std::vector<std::string>& arguments) override {
    return timed([&] { return container_.exec(arguments); });
  }
  CommandOutput host_exec(const std::string& command_line) override {
    return timed([&] { return container_.host_exec(command_line); });
  }
  bool wait(std::chrono::milliseconds at_most) override;

  // All ports seen listening so far.
  const std::set<std::uint16_t>& ports_seen() const { return ports_; }

 private:
  void begin_exercise() const {
    if (!next_exercise_.empty()) begin_(std::exchange(next_exercise_, ""));
  }

  container::Container& container_;
  Begin begin_;
  mutable std::chrono::duration<double> last_use_{0};
  mutable std::string next_exercise_;
  mutable std::set<std::uint16_t> ports_;
};

}  // namespace whittle::record
