// config.json as Docker would write it (runtime-spec, config.md, config-linux.md).
#pragma once

#include <filesystem>
#include <string>

#include "container/process.h"
#include "whittle/run_options.h"

namespace whittle::container {

struct Bundle {
  std::string id;  // also the cgroup's name
  std::string hostname;
  std::filesystem::path rootfs;
  std::filesystem::path directory;  // holds config.json, hosts, hostname and resolv.conf
};

std::string config_json(const Bundle& bundle, const Process& process, const RunOptions& options);

// For `exec --process`: the same user, capabilities, environment and directory, other arguments.
std::string process_json(const Process& process, const Hardening& hardening);

}  // namespace whittle::container
