// An image of one layer for selection tests: lines as in tree_text.h, and files with content in a
// temporary directory, as in the layer cache.
#pragma once

#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/temp_dir.h"
#include "select/select.h"
#include "tree_text.h"

namespace whittle::testing {

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) throw std::runtime_error("no " + file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

class ImageOnDisk {
 public:
  ImageOnDisk() : directory_(std::filesystem::temp_directory_path(), "whittle-select-test") {}
  explicit ImageOnDisk(const std::string& lines) : ImageOnDisk() { lines_ = lines; }

  ImageConfig config;
  Trace trace;
  PackageIndex packages;
  // --keep used, unless a test sets more.
  select::SelectOptions options = {.keep = select::Keep::used};

  void line(const std::string& text) { lines_ += "\n" + text; }
  void file(const std::string& path, const std::string& content, const std::string& mode = "755") {
    const std::filesystem::path on_disk = directory_.path() / path.substr(1);
    std::filesystem::create_directories(on_disk.parent_path());
    std::ofstream(on_disk, std::ios::binary) << content;
    line(path + " " + mode + " " + std::to_string(content.size()));
  }
  // Makes all of it the base system, so that no file is the application's. A second layer removes
  // os-release, which would be kept.
  void is_a_base() { is_a_base_ = true; }
  void recorded(const std::string& path) { trace.files[path].uses.insert(Use::open); }

  const KeepSet& select() {
    tree_ = is_a_base_ ? tree({layer(lines_ + "\n/usr/lib/os-release"),
                               layer("/usr/local/\n!/usr/lib/os-release")})
                       : tree(lines_);
    const std::filesystem::path layers[] = {directory_.path(), directory_.path()};
    const tree::Contents contents(tree_, layers);
    keep_ = select::select({tree_, contents, config, trace, packages}, options);
    return keep_;
  }

  // After select().
  bool kept(const std::string& path) const { return keep_.verdicts[node(path)].kept; }
  const Reason& reason(const std::string& path) const { return keep_.verdicts[node(path)].reason; }
  // The kept paths without directories, sorted.
  std::vector<std::string> kept_files() const {
    std::set<std::string> paths;
    for (NodeId id = 0; id < tree_.size(); ++id) {
      const bool directory = tree_.metadata(id).type == FileType::directory;
      if (keep_.verdicts[id].kept && !directory) paths.insert(tree_.path(id));
    }
    return {paths.begin(), paths.end()};
  }
  const FileTree& file_tree() const { return tree_; }
  const std::filesystem::path& directory() const { return directory_.path(); }
  const std::string& lines() const { return lines_; }

 private:
  NodeId node(const std::string& path) const {
    const auto found = tree_.find(path);
    if (!found) throw std::runtime_error("no " + path + " in the tree of this test");
    return *found;
  }

  base::TempDir directory_;
  std::string lines_;
  bool is_a_base_ = false;
  FileTree tree_;
  KeepSet keep_;
};

using Paths = std::vector<std::string>;

}  // namespace whittle::testing
