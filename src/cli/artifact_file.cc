#include "cli/artifact_file.h"

#include "artifacts/kept_results.h"

namespace whittle::cli {

std::filesystem::path file_of(const std::string& text, const char* name, const std::string& cache) {
  if (!artifacts::is_result(text)) return text;
  return artifacts::find_source(text, cache).directory / name;
}

}  // namespace whittle::cli
