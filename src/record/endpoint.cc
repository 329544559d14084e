#include "record/endpoint.h"

#include "base/interruption.h"

#include <iterator>
#include <sstream>

namespace whittle::record {
namespace {

// A plain command is run without a shell, since the shell would be recorded and kept as if the app
// needed it.
std::vector<std::string> exec_arguments(const std::string& command_line) {
  if (command_line.find_first_of("|&;<>()$`\\\"'*?[]#~=%!{}\n") != std::string::npos) {
    return {"/bin/sh", "-c", command_line};
  }
  std::istringstream words(command_line);
  return {std::istream_iterator<std::string>(words), std::istream_iterator<std::string>()};
}

}  // namespace

std::set<std::uint16_t> ContainerEndpoint::listening() const {
  const std::set<std::uint16_t> now = container_.listening();
  ports_.insert(now.begin(), now.end());
  return now;
}

CommandOutput ContainerEndpoint::exec(const std::string& command_line) {
  return timed([&] { return container_.exec(exec_arguments(command_line)); });
}

bool ContainerEndpoint::wait(std::chrono::milliseconds at_most) {
  pollfd gone{.fd = container_.exit_fd(), .events = POLLIN, .revents = 0};
  base::poll_interruptibly(&gone, 1, at_most);
  return running();
}

}  // namespace whittle::record
