// The artifacts directory while minify writes it: each file as soon as it is known, so that a run
// that fails leaves what it found. Without a directory nothing is written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace whittle::artifacts {

class Artifacts {
 public:
  Artifacts() = default;  // none are wanted
  // Made where it is not there; an empty path: none are wanted. Throws SystemError.
  explicit Artifacts(std::filesystem::path directory);

  bool wanted() const { return !directory_.empty(); }
  const std::filesystem::path& directory() const { return directory_; }
  // Replaces the file, whole or not at all. Throws SystemError.
  void write(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace whittle::artifacts
