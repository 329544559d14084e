// The process to run in the container: arguments, environment, directory and user, from the image's
// config and the user's options, combined as `docker run` does.
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

// Entrypoint and Cmd. Throws Error if there is nothing to run.
std::vector<std::string> command_line(const ImageConfig& config, const RunOptions& options);

// Entries are "NAME=value", each name once.
std::vector<std::string> environment(const ImageConfig& config, const RunOptions& options,
                                     const std::string& hostname, const std::string& home);

// rootfs is the mounted root: its /etc/passwd and /etc/group are read.
Process plan_process(const ImageConfig& config, const RunOptions& options,
                     const std::string& hostname, const std::filesystem::path& rootfs);

}  // namespace whittle::container
