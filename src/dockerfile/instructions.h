// An image's configuration as instructions of a Dockerfile (docs.docker.com/reference/dockerfile).
//
// Values are the image's: quoted so that none of them is expanded or begins a line of its own. What
// a Dockerfile cannot say (a line break in a value) is left out and told in `warnings`.
#pragma once

#include <string>
#include <vector>

namespace whittle::dockerfile {

struct Instructions {
  std::string text;  // whole lines
  std::vector<std::string> warnings;
};

// config_json is an image config (image-spec, config.md). Throws Error where it is none.
Instructions instructions_for(const std::string& config_json);

}  // namespace whittle::dockerfile
