// An Endpoint without a container: its network is the host's loopback, its state is set by the
// test.
#pragma once

#include <chrono>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "whittle/exercise.h"

namespace whittle::exercise {

class FakeEndpoint : public Endpoint {
 public:
  std::set<std::uint16_t> ports;
  std::set<std::uint16_t> early_ports;
  int listens_after = 0;  // calls of listening() that still find early_ports alone
  bool alive = true;
  int ends_after = -1;  // calls of wait() after which the container has ended; -1: never
  std::chrono::nanoseconds busy_per_look{0};
  CommandOutput command_output;
  int fails_before = 0;               // commands that exit with 1 before one gives command_output
  std::vector<std::string> commands;  // "exec: ..." and "host: ..."

  bool running() const override { return alive; }
  std::set<std::uint16_t> listening() const override {
    return calls_++ < listens_after ? early_ports : ports;
  }
  std::chrono::nanoseconds busy_time() const override { return busy_per_look * ++looks_; }
  void in_network(const std::function<void()>& body) const override { body(); }
  CommandOutput exec(const std::string& command_line) override {
    commands.push_back("exec: " + command_line);
    return next_output();
  }
  CommandOutput exec_program(const std::vector<std::string>& arguments) override {
    commands.push_back("program:");
    for (const std::string& argument : arguments) commands.back() += " " + argument;
    return command_output;
  }
  CommandOutput host_exec(const std::string& command_line) override {
    commands.push_back("host: " + command_line);
    return next_output();
  }
  bool wait(std::chrono::milliseconds at_most) override {
    if (ends_after >= 0 && ends_after-- == 0) alive = false;
    if (alive) std::this_thread::sleep_for(at_most);
    return alive;
  }

 private:
  CommandOutput next_output() {
    if (fails_before-- > 0) return {.exit = {.code = 1, .signal = 0}};
    return command_output;
  }

  mutable int calls_ = 0;
  mutable int looks_ = 0;
};

}  // namespace whittle::exercise
