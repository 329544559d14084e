// Forwards what a container writes to a sink, from a thread of its own, so that the app never
// waits. A stream is forwarded by whole lines, so that a line of one does not end up within a line
// of the other.
#pragma once

#include <array>
#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

#include "base/fd.h"

namespace whittle::container {

enum class Stream { output, errors };  // stdout, stderr

class OutputPump {
 public:
  using Sink = std::function<void(Stream, std::string_view)>;
  // sink is called from the thread. If it throws, output is still read but no longer forwarded.
  // A line that has no end yet, as a prompt, is forwarded when nothing came for so long as patience.
  explicit OutputPump(Sink sink,
                      std::chrono::milliseconds patience = std::chrono::milliseconds(100));
  ~OutputPump();
  OutputPump(const OutputPump&) = delete;
  OutputPump& operator=(const OutputPump&) = delete;

  // For the container's first process. Closed by start().
  int write_end(Stream stream) const { return pipes_.at(index(stream)).write_end.get(); }
  void start();
  // To be called when the container has ended: forwards the rest and joins the thread. May be
  // called again.
  void finish();

 private:
  static std::size_t index(Stream stream) { return static_cast<std::size_t>(stream); }
  void forward();
  bool forward_some(Stream stream);
  void forward_begun_lines();
  void send(Stream stream, std::string_view text);

  std::array<base::Pipe, 2> pipes_;
  std::array<std::string, 2> begun_;  // of each stream, the line that has no end yet
  base::Pipe ended_;                  // its write end is closed by finish()
  Sink sink_;
  std::chrono::milliseconds patience_;
  std::thread thread_;
};

}  // namespace whittle::container
