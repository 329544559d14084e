// An image's configuration as instructions of a Dockerfile (docs.docker.com/reference/dockerfile).
//
// Values come from the image and are quoted, so that none is expanded or begins a new line. Values
// that a Dockerfile cannot express (with a line break) are left out, with a line in `warnings`.
#pragma once

#include <string>
#include <vector>

namespace whittle::dockerfile {

struct Instructions {
  std::string text;  // whole lines
  std::vector<std::string> warnings;
};

// config_json is an image config (image-spec, config.md). Throws Error where it is not one.
Instructions instructions_for(const std::string& config_json);

}  // namespace whittle::dockerfile
