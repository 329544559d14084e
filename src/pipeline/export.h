// What other tools can do with what minify() has found, from its artifacts alone.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whittle::pipeline {

// A directory for `docker build` (src/dockerfile/build_context.h), made where it is not there.
// Returns warnings. Throws Error where the artifacts are not those of a finished run.
std::vector<std::string> export_dockerfile(const std::filesystem::path& artifacts,
                                           const std::filesystem::path& directory);

}  // namespace whittle::pipeline
