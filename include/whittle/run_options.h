// How a container of the image is run: what Docker would do, and the user's overrides.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "whittle/seccomp_profile.h"

namespace whittle {

enum class Network {
  isolated,
  host
};  // isolated: a network namespace of its own with loopback only

struct Volume {
  std::string source;       // absolute path on the host
  std::string destination;  // absolute path in the container
  bool read_only = false;
};

struct RunOptions {
  std::string runtime = "runc";  // name or path of an OCI runtime: runc, crun
  Network network = Network::isolated;
  std::vector<std::string> arguments;  // after "--": replaces Cmd
  bool replace_arguments = false;      // true when arguments were given, even none
  std::optional<std::vector<std::string>>
      entrypoint;                // replaces Entrypoint and drops Cmd, as docker run does
  std::vector<std::string> env;  // "NAME=value", added or replaced
  std::string user;              // empty: the image's
  std::string working_dir;       // empty: the image's
  std::vector<Volume> volumes;
  std::string hostname;                   // empty: the container's id
  std::optional<SeccompProfile> seccomp;  // empty: unconfined
  std::chrono::seconds stop_grace{10};    // between the stop signal and SIGKILL, as docker stop
};

}  // namespace whittle
