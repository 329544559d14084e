// One listener of seccomp_unotify(2): the calls of one process that a runtime has made, and of all
// its descendants. And the socket at which runtimes hand listeners over (runtime-spec,
// config-linux.md#seccomp).
#pragma once

#include <linux/seccomp.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/fd.h"
#include "base/temp_dir.h"

namespace whittle::probes {

class Listener {
 public:
  explicit Listener(base::Fd fd);
  int fd() const { return fd_.get(); }

  // The next call that waits; nothing where it was interrupted meanwhile. To be asked for when fd()
  // is readable.
  std::optional<seccomp_notif> receive();
  // Whether its caller still waits. What was read of a caller that does not may be another's.
  bool waits(const seccomp_notif& call) const;
  // Lets it happen.
  void go_on(const seccomp_notif& call) const;

 private:
  base::Fd fd_;
  std::vector<std::byte> buffer_;  // as large as this kernel's structure
};

class ListenerSocket {
 public:
  ListenerSocket();
  std::string path() const { return (directory_.path() / "notify").string(); }
  int fd() const { return fd_.get(); }
  // Where a connection waits: the listener that it brings; no fd where it brings none.
  base::Fd accept() const;

 private:
  base::TempDir directory_;  // which only root may enter
  base::Fd fd_;
};

}  // namespace whittle::probes
