#include "artifacts/artifacts.h"

#include <utility>

#include "base/atomic_file.h"
#include "base/make_directory.h"

namespace whittle::artifacts {

Artifacts::Artifacts(std::filesystem::path directory) : directory_(std::move(directory)) {
  if (wanted()) base::make_directory(directory_);
}

void Artifacts::write(const std::string& name, std::string_view bytes) const {
  if (wanted()) base::write_file(directory_ / name, bytes);
}

}  // namespace whittle::artifacts
