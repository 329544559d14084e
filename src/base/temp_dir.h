// A temporary directory, removed with its content by the destructor. Removal never follows
// symlinks.
#pragma once

#include <filesystem>
#include <string>

namespace whittle::base {

class TempDir {
 public:
  // Makes PREFIX.XXXXXX in parent, mode 0700; parent is created where it does not exist.
  TempDir(const std::filesystem::path& parent, const std::string& prefix);
  TempDir(TempDir&& other) noexcept;
  TempDir& operator=(TempDir&&) = delete;
  ~TempDir();

  const std::filesystem::path& path() const { return path_; }
  // The directory now belongs to the caller (it was renamed into place).
  void release() { path_.clear(); }

 private:
  std::filesystem::path path_;
};

// Removes a tree; symlinks are removed, not followed; mounts below are not crossed. Throws
// SystemError.
void remove_tree(const std::filesystem::path& path);

}  // namespace whittle::base
