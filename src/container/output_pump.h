// Forwards what a container writes to a sink, from a thread of its own, so that the app never
// waits.
#pragma once

#include <array>
#include <functional>
#include <string_view>
#include <thread>

#include "base/fd.h"

namespace whittle::container {

enum class Stream { output, errors };  // stdout, stderr

class OutputPump {
 public:
  using Sink = std::function<void(Stream, std::string_view)>;
  // sink is called from the thread. If it throws, output is still read but no longer forwarded.
  explicit OutputPump(Sink sink);
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

  std::array<base::Pipe, 2> pipes_;
  base::Pipe ended_;  // its write end is closed by finish()
  Sink sink_;
  std::thread thread_;
};

}  // namespace whittle::container
