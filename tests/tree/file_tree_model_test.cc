// Compares FileTree with a simple, slow model: layers and the image are maps of paths.

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "tree_text.h"

using namespace whittle;

namespace {

struct File {
  FileMetadata metadata;
  int inode = 0;
  bool implied = false;
};
using Files = std::map<std::string, File>;

std::string parent_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

void remove_below(Files& files, const std::string& path) {
  std::erase_if(files, [&](const auto& file) { return file.first.starts_with(path + "/"); });
}

class Model {
 public:
  void lay_over(const LayerIndex& layer) {
    Files upper;
    std::set<std::string> whiteouts;
    std::set<std::string> opaque;
    for (const LayerEntry& entry : layer.entries) {
      const FileType type = entry.metadata.type;
      const auto target = find_file(upper, entry.metadata.link_target);
      if (type == FileType::hardlink && !target) continue;
      for (std::string parent = parent_of(entry.path); !parent.empty();
           parent = parent_of(parent)) {
        if (is_directory(upper, parent)) continue;
        upper[parent] = {{.type = FileType::directory, .mode = 0755}, ++inodes_, true};
      }
      if (type == FileType::whiteout) {
        whiteouts.insert(entry.path);
      } else if (type == FileType::opaque) {
        opaque.insert(entry.path);
        if (!is_directory(upper, entry.path)) {
          upper[entry.path] = {{.type = FileType::directory, .mode = 0755}, ++inodes_, true};
        }
      } else if (type == FileType::hardlink) {
        if (upper[entry.path].inode != target->inode) remove_below(upper, entry.path);
        upper[entry.path] = *target;
      } else {
        if (type != FileType::directory) remove_below(upper, entry.path);
        upper[entry.path] = {entry.metadata, ++inodes_, false};
      }
    }
    merge(upper, whiteouts, opaque);
  }

  std::string text() const {
    std::map<int, std::string> names;
    LayerIndex index;
    std::vector<std::string> paths;
    // Depth-first: '/' sorts before every other character.
    for (const auto& [path, file] : files_) paths.push_back(path);
    const auto key = [](std::string path) {
      std::replace(path.begin(), path.end(), '/', '\1');
      return path;
    };
    std::sort(paths.begin(), paths.end(),
              [&](const auto& a, const auto& b) { return key(a) < key(b); });
    for (const std::string& path : paths) {
      const File& file = files_.at(path);
      LayerEntry entry{path, file.metadata};
      const auto [first, is_new] = names.emplace(file.inode, path);
      if (!is_new) entry.metadata = {.type = FileType::hardlink, .link_target = first->second};
      index.entries.push_back(entry);
    }
    return testing::text(testing::tree({std::vector<LayerIndex>{index}}));
  }

 private:
  bool is_directory(const Files& files, const std::string& path) const {
    const auto found = files.find(path);
    return found != files.end() && found->second.metadata.type == FileType::directory;
  }

  std::optional<File> find_file(const Files& upper, const std::string& path) const {
    const Files& files = upper.contains(path) ? upper : files_;
    if (!files.contains(path) || is_directory(files, path)) return std::nullopt;
    return files.at(path);
  }

  void merge(const Files& upper, const std::set<std::string>& whiteouts,
             const std::set<std::string>& opaque) {
    for (const std::string& path : whiteouts) {
      if (!is_directory(upper, parent_of(path)) && parent_of(path) != "") continue;
      files_.erase(path);
      remove_below(files_, path);
    }
    for (const std::string& path : opaque) {
      if (is_directory(upper, path)) remove_below(files_, path);
    }
    for (const auto& [path, file] : upper) {
      const bool both = is_directory(upper, path) && is_directory(files_, path);
      if (!both) remove_below(files_, path);
      if (!both || !file.implied) files_[path] = file;
    }
  }

  Files files_;
  int inodes_ = 0;
};

LayerIndex random_layer(std::mt19937& random) {
  const auto pick = [&](int bound) {
    return static_cast<int>(random() % static_cast<unsigned>(bound));
  };
  const auto path = [&] {
    std::string text;
    for (int depth = 1 + pick(3); depth > 0; --depth) text += std::string("/") + "abc"[pick(3)];
    return text;
  };
  constexpr FileType kTypes[] = {FileType::regular, FileType::regular,  FileType::directory,
                                 FileType::symlink, FileType::hardlink, FileType::whiteout,
                                 FileType::opaque};
  LayerIndex layer;
  for (int count = pick(12); count > 0; --count) {
    LayerEntry entry{path(), {.type = kTypes[pick(7)]}};
    const FileType type = entry.metadata.type;
    if (type == FileType::regular || type == FileType::directory) {
      entry.metadata.mode = 0700 + static_cast<unsigned>(pick(8));
    }
    if (type == FileType::regular) entry.metadata.size = pick(100);
    if (type == FileType::symlink || type == FileType::hardlink)
      entry.metadata.link_target = path();
    layer.entries.push_back(entry);
  }
  return layer;
}

std::string text(const LayerIndex& layer) {
  std::string lines;
  for (const auto& entry : layer.entries) {
    lines += std::to_string(static_cast<int>(entry.metadata.type)) + " " + entry.path + " " +
             entry.metadata.link_target + "\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("random layers give the same tree as a simple model") {
  std::mt19937 random(20240607);
  for (int round = 0; round < 1000; ++round) {
    std::vector<LayerIndex> layers;
    Model model;
    std::string story;
    for (unsigned count = 1 + random() % 4; count > 0; --count) {
      layers.push_back(random_layer(random));
      model.lay_over(layers.back());
      story += "layer\n" + text(layers.back());
    }
    const FileTree tree = testing::tree(layers);
    REQUIRE_MESSAGE(testing::text(tree) == model.text(), "round ", round, "\n", story);
  }
}
