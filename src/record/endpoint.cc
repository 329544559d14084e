#include "record/endpoint.h"

#include "base/interruption.h"

namespace whittle::record {

std::set<std::uint16_t> ContainerEndpoint::listening() const {
  const std::set<std::uint16_t> now = container_.listening();
  ports_.insert(now.begin(), now.end());
  return now;
}

CommandOutput ContainerEndpoint::exec(const std::string& command_line) {
  return container_.exec({"/bin/sh", "-c", command_line});
}

bool ContainerEndpoint::wait(std::chrono::milliseconds at_most) {
  pollfd gone{.fd = container_.exit_fd(), .events = POLLIN, .revents = 0};
  base::poll_interruptibly(&gone, 1, at_most);
  return running();
}

}  // namespace whittle::record
