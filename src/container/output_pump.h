// Passes what a container writes to a sink, from a thread of its own, so that the app never waits
// for us.
#pragma once

#include <functional>
#include <string_view>
#include <thread>

#include "base/fd.h"

namespace whittle::container {

class OutputPump {
 public:
  // sink is called from the thread; what it throws ends the passing on, not the reading.
  explicit OutputPump(std::function<void(std::string_view)> sink);
  ~OutputPump();
  OutputPump(const OutputPump&) = delete;
  OutputPump& operator=(const OutputPump&) = delete;

  // Where the container's first process gets its stdout and stderr from. Closed by start().
  int write_end() const { return pipe_.write_end.get(); }
  void start();
  // The container's processes are gone: passes on what is left, then ends. May be called again.
  void finish();

 private:
  void pass_on();

  base::Pipe pipe_;
  base::Pipe ended_;  // its write end is closed by finish()
  std::function<void(std::string_view)> sink_;
  std::thread thread_;
};

}  // namespace whittle::container
