// A file that an option names, or the one of a result that the cache keeps: "result:NAME".
#pragma once

#include <filesystem>
#include <string>

namespace whittle::cli {

// name: of the file among artifacts. Throws Error where no such result is kept.
std::filesystem::path file_of(const std::string& text, const char* name, const std::string& cache);

}  // namespace whittle::cli
