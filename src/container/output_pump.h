// Forwards what a container writes to a sink, from a thread of its own, so that the app never
// waits.
#pragma once

#include <functional>
#include <string_view>
#include <thread>

#include "base/fd.h"

namespace whittle::container {

class OutputPump {
 public:
  // sink is called from the thread. If it throws, output is still read but no longer forwarded.
  explicit OutputPump(std::function<void(std::string_view)> sink);
  ~OutputPump();
  OutputPump(const OutputPump&) = delete;
  OutputPump& operator=(const OutputPump&) = delete;

  // stdout and stderr of the container's first process. Closed by start().
  int write_end() const { return pipe_.write_end.get(); }
  void start();
  // To be called when the container has ended: forwards the rest and joins the thread. May be
  // called again.
  void finish();

 private:
  void forward();

  base::Pipe pipe_;
  base::Pipe ended_;  // its write end is closed by finish()
  std::function<void(std::string_view)> sink_;
  std::thread thread_;
};

}  // namespace whittle::container
