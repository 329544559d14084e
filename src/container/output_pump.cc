#include "container/output_pump.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <exception>

namespace whittle::container {

OutputPump::OutputPump(std::function<void(std::string_view)> sink)
    : pipe_(base::make_pipe()), ended_(base::make_pipe()), sink_(std::move(sink)) {}

OutputPump::~OutputPump() {
  finish();
}

void OutputPump::start() {
  pipe_.write_end.reset();
  thread_ = std::thread([this] { forward(); });
}

void OutputPump::finish() {
  ended_.write_end.reset();
  if (thread_.joinable()) thread_.join();
}

void OutputPump::forward() {
  char buffer[65536];
  for (;;) {
    pollfd fds[] = {{pipe_.read_end.get(), POLLIN, 0}, {ended_.read_end.get(), POLLIN, 0}};
    if (::poll(fds, 2, -1) < 0) continue;
    if (fds[0].revents == 0) return;  // all is read, and the container has ended
    const ssize_t n = ::read(pipe_.read_end.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;
    try {
      if (sink_) sink_(std::string_view(buffer, static_cast<std::size_t>(n)));
    } catch (const std::exception&) {
      sink_ = nullptr;
    }
  }
}

}  // namespace whittle::container
