// A listener of seccomp_unotify(2), which gets the calls of one process that a runtime has created
// and of all its descendants, and the socket to which runtimes send listeners (runtime-spec,
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

  // The next notified call; nullopt if it was interrupted meanwhile. To be called when fd() is
  // readable.
  std::optional<seccomp_notif> receive();
  // Whether the caller still waits. If not, data read from its memory may belong to another
  // process.
  bool is_waiting(const seccomp_notif& call) const;
  // Lets the kernel execute the call.
  void let_continue(const seccomp_notif& call) const;

 private:
  base::Fd fd_;
  std::vector<std::byte> buffer_;  // as large as this kernel's structure
};

class ListenerSocket {
 public:
  ListenerSocket();
  std::string path() const { return (directory_.path() / "notify").string(); }
  int fd() const { return fd_.get(); }
  // To be called when fd() is readable. The listener that was sent; an empty Fd if there was none.
  base::Fd accept() const;

 private:
  base::TempDir directory_;  // accessible to root only
  base::Fd fd_;
};

}  // namespace whittle::probes
