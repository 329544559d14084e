// diff(): two images, or an image and what minify has made of it, compared path by path: `whittle
// diff`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "whittle/comparison.h"
#include "whittle/image.h"
#include "whittle/progress.h"

namespace whittle::commands {

struct DiffOptions {
  std::string before;  // a reference, or a directory of artifacts
  std::string after;   // the same; empty where `before` is a directory of artifacts
  std::optional<Platform> platform;
  std::filesystem::path cache;
  unsigned depth = 2;  // components of a directory that has a row of its own
};

// With artifacts, the comparison is of the source and the result of that minify, with reasons; an
// image before them must be that source. Throws Error.
Comparison diff(const DiffOptions& options, Progress& progress);

}  // namespace whittle::commands
