#include "artifacts/artifacts.h"

#include <utility>

#include "base/atomic_file.h"
#include "base/make_directory.h"

namespace whittle::artifacts {

Artifacts::Artifacts(const std::filesystem::path& asked, std::filesystem::path kept)
    : wanted_(!asked.empty()), kept_(std::move(kept)) {
  for (const std::filesystem::path& directory : {asked, kept_}) {
    if (directory.empty()) continue;
    base::make_directory(directory);
    directories_.push_back(directory);
  }
}

void Artifacts::write(const std::string& name, std::string_view bytes) const {
  for (const std::filesystem::path& directory : directories_) {
    base::write_file(directory / name, bytes);
  }
}

}  // namespace whittle::artifacts
