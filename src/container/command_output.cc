#include "container/command_output.h"

#include <poll.h>

#include <array>
#include <optional>
#include <span>

#include "base/fd.h"
#include "base/interruption.h"
#include "content/capture.h"

namespace whittle::container {
namespace {

constexpr std::chrono::milliseconds kReadInterval{20};

struct CapturedStream {
  base::Pipe pipe = base::make_pipe();
  content::Capture capture{};
};

}  // namespace

CommandOutput run_for_output(base::Command command) {
  std::array<CapturedStream, 2> streams;
  command.stdout_fd = streams[0].pipe.write_end.get();
  command.stderr_fd = streams[1].pipe.write_end.get();
  base::Subprocess child(command);
  for (CapturedStream& stream : streams) stream.pipe.write_end.reset();

  // A grandchild may keep a pipe open for ever, so reading ends when the command itself has exited.
  std::optional<Exit> ended;
  std::array<char, 16384> buffer{};
  for (;;) {
    // poll(2) passes over a descriptor of -1, which a stream has at its end.
    std::array<pollfd, 2> readable{};
    for (std::size_t i = 0; i < readable.size(); ++i) {
      readable.at(i) = {streams.at(i).pipe.read_end.get(), POLLIN, 0};
    }
    if (readable[0].fd < 0 && readable[1].fd < 0) break;
    const int ready = base::poll_interruptibly(readable.data(), readable.size(), kReadInterval);
    if (ready == 0 && ended) break;
    for (std::size_t i = 0; i < readable.size(); ++i) {
      if (readable.at(i).revents == 0) continue;
      CapturedStream& stream = streams.at(i);
      const auto bytes = std::as_writable_bytes(std::span(buffer));
      const std::size_t n =
          base::read_some(stream.pipe.read_end.get(), bytes, command.arguments[0]);
      stream.capture.append({buffer.data(), n});
      if (n == 0) stream.pipe.read_end.reset();
    }
    if (!ended) ended = child.poll();
  }
  CommandOutput result{.exit = child.wait()};
  result.output = streams[0].capture.finish();
  result.errors = streams[1].capture.finish();
  return result;
}

}  // namespace whittle::container
