#include "container/output_pump.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <utility>

namespace whittle::container {

namespace {

// A line that is longer is forwarded in parts.
constexpr std::size_t kLongestLine = 65536;

}  // namespace

OutputPump::OutputPump(Sink sink, std::chrono::milliseconds patience)
    : pipes_{base::make_pipe(), base::make_pipe()},
      ended_(base::make_pipe()),
      sink_(std::move(sink)),
      patience_(patience) {}

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
    const bool is_begun = !begun_[0].empty() || !begun_[1].empty();
    const int ready =
        ::poll(fds.data(), fds.size(), is_begun ? static_cast<int>(patience_.count()) : -1);
    if (ready < 0) continue;
    if (ready == 0) {
      forward_begun_lines();
      continue;
    }
    // All is read, and the container has ended.
    if (fds[0].revents == 0 && fds[1].revents == 0) break;
    for (const Stream stream : {Stream::output, Stream::errors}) {
      pollfd& fd = fds.at(index(stream));
      if (fd.revents != 0 && !forward_some(stream)) fd.fd = -1;
    }
  }
  forward_begun_lines();
}

// False at the end of the stream.
bool OutputPump::forward_some(Stream stream) {
  std::array<char, 65536> buffer;  // NOLINT(cppcoreguidelines-pro-type-member-init): read fills it
  const ssize_t n = ::read(pipes_.at(index(stream)).read_end.get(), buffer.data(), buffer.size());
  if (n < 0 && errno == EINTR) return true;
  if (n <= 0) return false;
  std::string& begun = begun_.at(index(stream));
  begun.append(buffer.data(), static_cast<std::size_t>(n));
  const std::size_t end =
      begun.size() > kLongestLine ? begun.size() : begun.rfind('\n') + 1;  // npos + 1 is 0
  send(stream, std::string_view(begun).substr(0, end));
  begun.erase(0, end);
  return true;
}

void OutputPump::forward_begun_lines() {
  for (const Stream stream : {Stream::output, Stream::errors}) {
    send(stream, begun_.at(index(stream)));
    begun_.at(index(stream)).clear();
  }
}

void OutputPump::send(Stream stream, std::string_view text) {
  if (text.empty() || !sink_) return;
  try {
    sink_(stream, text);
  } catch (const std::exception&) {
    sink_ = nullptr;
  }
}

}  // namespace whittle::container
