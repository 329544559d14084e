// Which image a container was started from: a runtime is not told, so its engine's own books are
// looked into. Read, not asked: an engine that starts a container holds a lock on it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "whittle/digest.h"

namespace whittle::runtime_wrapper {

struct Subject {
  Digest image;             // the config's, or whatever the engine calls the image by
  std::string stop_signal;  // as the engine has it: "SIGQUIT", "3"; empty: SIGTERM
};

struct ContainerPlace {
  std::string id;
  std::filesystem::path rootfs;  // canonical
};

// Of the engine that has started this process. Throws Error with a hint where it is none that is
// known, or its books cannot be read.
Subject find_subject(const ContainerPlace& place);

// One engine each; nothing where the container is not its own.
std::optional<Subject> find_in_docker(const ContainerPlace& place);
std::optional<Subject> find_in_containerd(const ContainerPlace& place);

}  // namespace whittle::runtime_wrapper
