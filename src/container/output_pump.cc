#include "container/output_pump.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <utility>

namespace whittle::container {

OutputPump::OutputPump(Sink sink)
    : pipes_{base::make_pipe(), base::make_pipe()},
      ended_(base::make_pipe()),
      sink_(std::move(sink)) {}

OutputPump::~OutputPump() {
  finish();
}

void OutputPump::start() {
  for (base::Pipe& pipe : pipes_) pipe.write_end.reset();
  thread_ = std::thread([this] { forward(); });
}

void OutputPump::finish() {
  ended_.write_end.reset();
  if (thread_.joinable()) thread_.join();
}

void OutputPump::forward() {
  // poll(2) passes over a descriptor of -1, which a stream has at its end.
  std::array<pollfd, 3> fds = {{{pipes_[0].read_end.get(), POLLIN, 0},
                                {pipes_[1].read_end.get(), POLLIN, 0},
                                {ended_.read_end.get(), POLLIN, 0}}};
  while (fds[0].fd >= 0 || fds[1].fd >= 0) {
    if (::poll(fds.data(), fds.size(), -1) < 0) continue;
    // All is read, and the container has ended.
    if (fds[0].revents == 0 && fds[1].revents == 0) return;
    for (const Stream stream : {Stream::output, Stream::errors}) {
      pollfd& fd = fds.at(index(stream));
      if (fd.revents != 0 && !forward_some(stream)) fd.fd = -1;
    }
  }
}

// False at the end of the stream.
bool OutputPump::forward_some(Stream stream) {
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
  const ssize_t n = ::read(pipes_.at(index(stream)).read_end.get(), buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) return false;
  try {
    if (sink_) sink_(stream, std::string_view(buffer.data(), static_cast<std::size_t>(n)));
  } catch (const std::exception&) {
    sink_ = nullptr;
  }
  return true;
}

}  // namespace whittle::container
