// What runs in the container: arguments, environment, directory and user, from the image's config
// and the user's overrides exactly as `docker run` puts them together.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "container/user.h"
#include "whittle/image.h"
#include "whittle/run_options.h"

namespace whittle::container {

struct Process {
  std::vector<std::string> arguments;
  std::vector<std::string> env;
  std::string working_dir;  // absolute
  User user;
};

// Entrypoint and Cmd. Throws Error when that leaves nothing to run.
std::vector<std::string> command_line(const ImageConfig& config, const RunOptions& options);

// "NAME=value" each, a name once.
std::vector<std::string> environment(const ImageConfig& config, const RunOptions& options,
                                     const std::string& hostname, const std::string& home);

// rootfs is the mounted root: its /etc/passwd and /etc/group are read.
Process plan_process(const ImageConfig& config, const RunOptions& options,
                     const std::string& hostname, const std::filesystem::path& rootfs);

}  // namespace whittle::container
