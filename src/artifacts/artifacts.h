// The artifacts directory while minify writes it: each file as soon as it is known, so that a run
// that fails leaves what it found. The same files go to a directory that becomes the result's in the
// cache (artifacts/kept_results.h).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace whittle::artifacts {

class Artifacts {
 public:
  Artifacts() = default;  // none are wanted
  // asked: of the user; kept: to be kept. Made where they are not there; an empty path: none. Throws
  // SystemError.
  explicit Artifacts(const std::filesystem::path& asked, std::filesystem::path kept = {});

  // The user asked for them: what takes time to make is made for such alone.
  bool wanted() const { return wanted_; }
  const std::vector<std::filesystem::path>& directories() const { return directories_; }
  const std::filesystem::path& kept() const { return kept_; }
  // Replaces the file in each directory, whole or not at all. Throws SystemError.
  void write(const std::string& name, std::string_view bytes) const;

 private:
  bool wanted_ = false;
  std::filesystem::path kept_;
  std::vector<std::filesystem::path> directories_;
};

}  // namespace whittle::artifacts
