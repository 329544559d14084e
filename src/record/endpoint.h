// What an exercise sees of a recorded container.
#pragma once

#include "run/container.h"
#include "whittle/exercise.h"

namespace whittle::record {

class ContainerEndpoint : public Endpoint {
 public:
  explicit ContainerEndpoint(run::Container& container) : container_(container) {}

  bool running() const override { return !container_.exit(); }
  std::set<std::uint16_t> listening() const override;
  void in_network(const std::function<void()>& body) const override { container_.in_network(body); }
  CommandOutput exec(const std::string& command_line) override;
  CommandOutput host_exec(const std::string& command_line) override {
    return container_.host_exec(command_line);
  }
  bool wait(std::chrono::milliseconds at_most) override;

  // Every port that was seen listening so far.
  const std::set<std::uint16_t>& ports_seen() const { return ports_; }

 private:
  run::Container& container_;
  mutable std::set<std::uint16_t> ports_;
};

}  // namespace whittle::record
