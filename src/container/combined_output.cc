#include "container/combined_output.h"

#include <poll.h>

#include <algorithm>
#include <optional>
#include <span>

#include "base/fd.h"
#include "base/interruption.h"
#include "base/sha256.h"

namespace whittle::container {
namespace {

constexpr std::chrono::milliseconds kReadInterval{20};

}  // namespace

CommandOutput run_combined(base::Command command) {
  base::Pipe pipe = base::make_pipe();
  command.stdout_fd = pipe.write_end.get();
  command.stderr_fd = pipe.write_end.get();
  base::Subprocess child(command);
  pipe.write_end.reset();

  CommandOutput result;
  base::Sha256 digest;
  // A grandchild may keep the pipe open for ever, so reading ends when the command itself has
  // exited.
  std::optional<Exit> ended;
  for (;;) {
    pollfd readable{.fd = pipe.read_end.get(), .events = POLLIN, .revents = 0};
    const int ready = base::poll_interruptibly(&readable, 1, kReadInterval);
    if (ready == 0 && ended) break;
    if (ready > 0) {
      char buffer[16384];
      const auto bytes = std::as_writable_bytes(std::span(buffer));
      const std::size_t n = base::read_some(pipe.read_end.get(), bytes, command.arguments[0]);
      if (n == 0) break;
      digest.update(bytes.first(n));
      result.size += static_cast<std::int64_t>(n);
      result.output.append(buffer, std::min(n, Content::kKept - result.output.size()));
    }
    if (!ended) ended = child.poll();
  }
  result.exit = child.wait();
  result.digest = digest.finish();
  return result;
}

}  // namespace whittle::container
