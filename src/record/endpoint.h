// What an exercise sees of a recorded container.
//
// An exercise first waits until the app is ready, and that time is not its own: it begins with the
// first thing that it does to the app.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "container/container.h"
#include "whittle/exercise.h"

namespace whittle::record {

class ContainerEndpoint : public Endpoint {
 public:
  using Begin = std::function<void(const std::string& exercise)>;
  // begin is called when an exercise touches the app for the first time.
  ContainerEndpoint(container::Container& container, Begin begin)
      : container_(container), begin_(std::move(begin)) {}

  // The exercise that is about to run.
  void expect(std::string exercise) { expected_ = std::move(exercise); }

  bool running() const override { return !container_.exit(); }
  std::set<std::uint16_t> listening() const override;
  void in_network(const std::function<void()>& body) const override {
    touch();
    container_.in_network(body);
  }
  CommandOutput exec(const std::string& command_line) override;
  CommandOutput exec_program(const std::vector<std::string>& arguments) override {
    touch();
    return container_.exec(arguments);
  }
  CommandOutput host_exec(const std::string& command_line) override {
    touch();
    return container_.host_exec(command_line);
  }
  bool wait(std::chrono::milliseconds at_most) override;

  // Every port that was seen listening so far.
  const std::set<std::uint16_t>& ports_seen() const { return ports_; }

 private:
  void touch() const {
    if (!expected_.empty()) begin_(std::exchange(expected_, ""));
  }

  container::Container& container_;
  Begin begin_;
  mutable std::string expected_;
  mutable std::set<std::uint16_t> ports_;
};

}  // namespace whittle::record
