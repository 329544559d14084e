// The files of one layer on disk, below one directory, with their full metadata: the form that
// overlayfs takes as a lower directory (kernel: filesystems/overlayfs.rst, "whiteouts and opaque
// directories").
//
// No link is ever followed: parents are opened by openat2(2) without symlinks, and names are newly
// created. Data that does not fit on the disk is refused before it is written. Needs root.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/user_namespace.h"
#include "layer/layer_reader.h"

namespace whittle::layer {

class UnpackedFiles : public LayerSink {
 public:
  // Creates the directory. If it exists, it has to be empty.
  explicit UnpackedFiles(const std::filesystem::path& directory);

  void add(const LayerEntry& entry) override;
  void write(std::int64_t offset, std::span<const std::byte> data) override;
  void finish_file() override;

  // What can be done only after the last entry: whiteouts, and the times of directories.
  void finish(const LayerIndex& index);

 private:
  const bool is_rootless_ = base::in_user_namespace();
  struct Place {
    int parent;  // an open directory
    std::string name;
  };
  Place place(const std::string& path);
  int open_parent(const std::string& path);
  base::Fd make_directories(const std::string& path);
  // Creates the name; removes what an earlier entry put there.
  template <typename Make>
  void make(const Place& place, const std::string& path, const Make& make);
  void add_directory(const LayerEntry& entry);
  void add_hard_link(const LayerEntry& entry);
  void hide_lower(const std::string& path);
  void set_metadata(const Place& place, const LayerEntry& entry);
  void check_room(std::int64_t bytes);

  base::Fd root_;
  std::string parent_path_;
  base::Fd parent_;
  std::vector<std::string> implied_;  // directories needed before an entry named them
  base::Fd file_;                     // the regular file that is being written
  LayerEntry entry_;
  std::int64_t written_ = 0;          // end of the data written so far
  std::int64_t unchecked_bytes_ = 0;  // written since the free space was last checked
};

}  // namespace whittle::layer
