// How a container of the image is run: what Docker would do, and the user's overrides.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "whittle/call_filter.h"
#include "whittle/seccomp_profile.h"
#include "whittle/word.h"

namespace whittle {

enum class Network {
  isolated,  // a network namespace of its own, with loopback only
  host,
};
inline constexpr std::array kNetworkWords = {Word{"none", Network::isolated},
                                             Word{"host", Network::host}};

struct Volume {
  std::string source;       // absolute path on the host
  std::string destination;  // absolute path in the container
  bool read_only = false;
};

// A file system in memory, mounted without exec, setuid and devices, as `docker run --tmpfs` does.
struct Tmpfs {
  std::string path;  // absolute in the container, canonical
  std::uint32_t mode = 01777;
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::int64_t size = 0;  // bytes; 0: the kernel's default, half of the memory
  bool operator==(const Tmpfs&) const = default;
};

// What a container is denied beyond what Docker denies by itself.
struct Hardening {
  bool read_only_root = false;
  std::vector<Tmpfs> tmpfs;
  // Directories of the image that stay writable under a read-only root, with their content: like a
  // volume that the engine has filled from the image. Absolute, canonical.
  std::vector<std::string> writable;
  std::optional<std::set<std::string>> capabilities;  // "CAP_CHOWN"; empty: Docker's default
  bool no_new_privileges = false;
  bool operator==(const Hardening&) const = default;
};

// How much a container may use at most. Memory and processes are bounded by its cgroup, where the
// machine has such ones; memory of a process, and the size of a file, by setrlimit(2) everywhere.
struct Limits {
  std::int64_t memory = 0;     // bytes
  std::int64_t processes = 0;  // and threads
  std::int64_t file_size = 0;  // bytes
};

struct RunOptions {
  std::string runtime = "runc";  // name or path of an OCI runtime: runc, crun
  Network network = Network::isolated;
  std::vector<std::string> arguments;  // after "--": replaces Cmd
  bool replace_arguments = false;      // true when arguments were given, even none
  // Replaces Entrypoint and drops Cmd, as docker run does.
  std::optional<std::vector<std::string>> entrypoint;
  std::vector<std::string> env;  // "NAME=value", added or replaced
  std::string user;              // empty: the image's
  std::string working_dir;       // empty: the image's
  std::vector<Volume> volumes;
  std::string hostname;                   // empty: the container's id
  std::optional<SeccompProfile> seccomp;  // empty: unconfined
  std::optional<CallFilter> filter;       // of a probe (whittle/probe.h), set by record/
  Hardening hardening;
  std::optional<Limits> limits;         // empty: none
  std::chrono::seconds stop_grace{10};  // between the stop signal and SIGKILL, as docker stop
};

}  // namespace whittle
