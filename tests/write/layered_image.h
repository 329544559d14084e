// Images of several layers, also random ones, with their files on disk as in the layer cache; and
// the tree that an extractor makes of a written image.
#pragma once

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "layer/layer_reader.h"
#include "oci/config.h"
#include "transport/sample_image.h"
#include "tree_text.h"
#include "write/write.h"

namespace whittle::testing {

struct LayeredImage {
  explicit LayeredImage(const std::vector<LayerIndex>& indexes,
                        const std::filesystem::path& directory) {
    std::vector<std::string> names;
    for (const LayerIndex& index : indexes) {
      layer::CachedLayer& layer = layers.emplace_back();
      layer.directory = directory / std::to_string(layers.size());
      layer.index = index;
      names.push_back("layer " + std::to_string(layers.size()));
      layer.index.diff_id = {base::sha256(names.back())};
      image.layers.push_back({.blob = {}, .diff_id = layer.index.diff_id});
      std::filesystem::create_directories(layer.directory);
      for (const LayerEntry& entry : index.entries) {
        if (entry.metadata.type != FileType::regular) continue;
        test::write(layer.directory / entry.path.substr(1),
                    content(layers.size(), entry.path, entry.metadata.size));
      }
    }
    tree = testing::tree(indexes);
    keep.verdicts.resize(tree.size());
    image.name = "app:1";
    image.digest = base::sha256("the source's manifest");
    image.config = oci::parse_config(test::config_of(names, "amd64").dump());
  }

  static std::string content(std::size_t layer, const std::string& path, std::int64_t size) {
    std::string bytes;
    while (static_cast<std::int64_t>(bytes.size()) < size) {
      bytes += std::to_string(layer) + path + ";";
    }
    return bytes.substr(0, static_cast<std::size_t>(size));
  }

  // With its parents.
  void mark(NodeId id) {
    keep.verdicts[id].kept = true;
    if (id != FileTree::kRoot) mark(tree.node(id).parent);
  }
  void mark(const std::string& path) { mark(*tree.find(path)); }

  write::Source source() const { return {image, tree, layers, packages}; }
  WrittenImage write(const write::WriteOptions& options, const std::filesystem::path& to) const {
    return write::write_image(source(), keep, options, to);
  }

  Image image;
  std::vector<layer::CachedLayer> layers;
  FileTree tree;
  KeepSet keep;
  PackageIndex packages;
};

struct FoundFile {
  FileMetadata metadata;
  std::string content;
  std::string first_name;  // of its inode, among what is there
  bool operator==(const FoundFile&) const = default;
};
using FoundFiles = std::map<std::string, FoundFile>;

// The tree that the keep set requires.
inline FoundFiles expected(const LayeredImage& image) {
  FoundFiles files;
  std::map<InodeId, std::string> first_names;
  for (NodeId id = 1; id < image.tree.size(); ++id) {
    if (!image.keep.verdicts[id].kept) continue;
    const std::string path = image.tree.path(id);
    const Inode& inode = image.tree.inode(id);
    FoundFile file = {inode.metadata, "",
                      first_names.emplace(image.tree.node(id).inode, path).first->second};
    if (inode.metadata.type == FileType::regular) {
      file.content =
          LayeredImage::content(inode.layer + 1, inode.content_path, inode.metadata.size);
    }
    if (const auto other = image.keep.replaced.find(image.tree.node(id).inode);
        other != image.keep.replaced.end()) {
      file.content = other->second;
      file.metadata.size = static_cast<std::int64_t>(file.content.size());
    }
    files[path] = std::move(file);
  }
  return files;
}

struct LayerContents : layer::LayerSink {
  void add(const LayerEntry& entry) override { path = entry.path; }
  void write(std::int64_t, std::span<const std::byte> data) override {
    contents[path].append(reinterpret_cast<const char*>(data.data()), data.size());
  }
  void finish_file() override {}
  std::string path;
  std::map<std::string, std::string> contents;
};

inline FoundFiles unpacked(const WrittenImage& written) {
  const Image image = transport::open_written(written);
  std::vector<LayerIndex> indexes;
  std::vector<LayerContents> contents(image.layers.size());
  for (std::size_t i = 0; i < image.layers.size(); ++i) {
    indexes.push_back(
        layer::read_layer(image.blobs->open(image.layers[i]), image.layers[i], contents[i]));
  }
  const FileTree tree = testing::tree(indexes);
  FoundFiles files;
  std::map<InodeId, std::string> first_names;
  for (NodeId id = 1; id < tree.size(); ++id) {
    const Inode& inode = tree.inode(id);
    const std::string path = tree.path(id);
    files[path] = {inode.metadata, contents[inode.layer].contents[inode.content_path],
                   first_names.emplace(tree.node(id).inode, path).first->second};
  }
  return files;
}

// The paths of a written layer as its tar has them; whiteouts with "!".
inline std::vector<std::string> paths(const WrittenImage& written, std::size_t number) {
  const Image image = transport::open_written(written);
  LayerContents contents;
  const LayerIndex index = layer::read_layer(image.blobs->open(image.layers.at(number)),
                                             image.layers.at(number), contents);
  std::vector<std::string> paths;
  for (const LayerEntry& entry : index.entries) {
    paths.push_back((entry.metadata.type == FileType::whiteout ? "!" : "") + entry.path);
  }
  return paths;
}

// Small layers with few names, so that all combinations occur.
class RandomImages {
 public:
  explicit RandomImages(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }

  LayerIndex layer() {
    LayerIndex index;
    std::vector<std::string> directories{""};
    std::vector<std::string> files;
    std::set<std::string> used;
    for (std::size_t count = below(12); count > 0; --count) {
      const std::string& parent = directories[below(directories.size())];
      const std::string path = parent + "/" + std::string(1, static_cast<char>('a' + below(4)));
      if (!used.insert(path).second) continue;
      const FileType type = kTypes[below(std::size(kTypes))];
      FileMetadata metadata{.type = type,
                            .mode = below(2) == 0 ? 0755U : 04640U,
                            .uid = static_cast<std::uint32_t>(below(3)),
                            .mtime = {static_cast<std::int64_t>(below(100)), 0}};
      if (type == FileType::directory) directories.push_back(path);
      if (type == FileType::regular) {
        metadata.size = static_cast<std::int64_t>(below(20));
        files.push_back(path);
      }
      if (type == FileType::symlink) metadata.link_target = "../a";
      if (type == FileType::hardlink) {
        metadata.link_target = files.empty() ? "/a" : files[below(files.size())];
      }
      index.entries.push_back({path, metadata});
    }
    return index;
  }

  // Keeps some, and gives some of that another content.
  void select(LayeredImage& image) {
    for (NodeId id = 0; id < image.tree.size(); ++id) {
      if (below(2) == 0) continue;
      image.mark(id);
      if (image.tree.metadata(id).type == FileType::regular && below(5) == 0) {
        image.keep.replaced[image.tree.node(id).inode] = "new content";
      }
    }
  }

 private:
  static constexpr FileType kTypes[] = {
      FileType::directory, FileType::directory, FileType::directory, FileType::regular,
      FileType::regular,   FileType::regular,   FileType::symlink,   FileType::hardlink,
      FileType::whiteout,  FileType::opaque};
  std::mt19937 random_;
};

}  // namespace whittle::testing
