// A container run by an OCI runtime (runtime-spec, runtime.md): create, start, kill, delete.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "container/output_pump.h"
#include "container/rootfs.h"
#include "container/run_directory.h"
#include "whittle/exercise.h"
#include "whittle/image.h"
#include "whittle/run_options.h"

namespace whittle::container {

// Called with each runtime process before its exec, while it waits (whittle/probe.h, adopt).
using Adopt = std::function<void(pid_t, bool is_exec)>;
// Called with what the container writes to stdout and stderr, from a thread of Container.
using OutputSink = OutputPump::Sink;

class Container {
 public:
  // Writes the bundle and runs `RUNTIME create`. The init process then waits before the app's exec.
  // Throws Error with the runtime's last message if it fails, and with a hint if one is known (no
  // such runtime, cgroup layout, user or program not in the image).
  Container(const RunDirectory& directory, const Rootfs& rootfs, const ImageConfig& config,
            const RunOptions& options, Adopt adopt, OutputSink output);
  ~Container();  // kills and deletes the container
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;

  pid_t init_pid() const;
  void start();                      // executes the app; throws Error if it cannot
  void signal(int number);           // to init
  std::optional<Exit> exit() const;  // set once init has exited
  int exit_fd() const;               // a pidfd: readable when init has exited
  // Waits, at most this long, until all processes have exited and have been reaped.
  std::optional<Exit> wait(std::chrono::milliseconds at_most);
  // Runs a command in the container as the image's user, with its env and working directory.
  CommandOutput exec(const std::vector<std::string>& arguments);
  std::set<std::uint16_t> listening() const;  // from /proc/<init>/net/tcp and tcp6
  // How long its processes have run or waited for a processor (processes.h). Less than before where
  // one has ended that nobody waited for.
  std::chrono::nanoseconds busy_time() const;
  void in_network(const std::function<void()>& body) const;
  CommandOutput host_exec(const std::string& command_line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The image's stop signal as a number: "SIGQUIT", "QUIT", "3"; empty means SIGTERM. Throws Error.
int stop_signal(const ImageConfig& config);

// "runc 1.1.5"; throws Error with a hint if there is no such runtime.
std::string runtime_version(const std::string& runtime);

}  // namespace whittle::container
