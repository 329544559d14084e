#include "cli/artifact_file.h"

namespace whittle::cli {

artifacts::Source find_file(std::string& text, const char* name, const std::string& cache) {
  if (!artifacts::is_result(text)) return {};
  artifacts::Source source = artifacts::find_source(text, cache);
  text = source.directory / name;
  return source;
}

}  // namespace whittle::cli
