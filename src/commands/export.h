// export_dockerfile(): the new image in a form for other tools, from the artifacts of minify alone:
// `whittle export`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace whittle::commands {

// Writes a directory for `docker build` (src/dockerfile/build_context.h), made where it is not
// there. Returns warnings. Throws Error where the artifacts are not those of a finished run.
std::vector<std::string> export_dockerfile(const std::filesystem::path& artifacts,
                                           const std::filesystem::path& directory);

}  // namespace whittle::commands
