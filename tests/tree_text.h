// Layers and trees written as text, for tests. A line is an entry, in tar order:
//
//   /etc/ 755               a directory (mode 755 when none is given)
//   /etc/x 644 12           a regular file of 12 bytes (mode 644, size 0 when not given)
//   /bin/sh -> busybox      a symlink
//   /a = /b                 a hard link to /b
//   /dev/null c 1:3 666     a character device; b: block device
//   /run/pipe p             a fifo
//   !/etc/x                 a whiteout
//   /dir/ opaque            an opaque directory
//
// "12:34" after the mode is the owner (uid:gid), "@5" the mtime in seconds, "user.x=1" an xattr.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <list>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/file_tree.h"

namespace whittle::testing {

namespace detail {

inline std::uint32_t number(const std::string& text, int base = 10) {
  std::size_t used = 0;
  const unsigned long value = std::stoul(text, &used, base);
  if (used != text.size()) throw std::invalid_argument("not a number: " + text);
  return static_cast<std::uint32_t>(value);
}

inline std::pair<std::uint32_t, std::uint32_t> pair(const std::string& text) {
  const auto colon = text.find(':');
  return {number(text.substr(0, colon)), number(text.substr(colon + 1))};
}

// mode, size, owner, mtime, xattrs: told apart by their form.
inline void read_attributes(std::istringstream& words, FileMetadata& metadata) {
  bool has_mode = false;
  for (std::string word; words >> word;) {
    if (const auto equals = word.find('='); equals != word.npos) {
      metadata.xattrs.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    } else if (word.starts_with('@')) {
      metadata.mtime.seconds = number(word.substr(1));
    } else if (word.find(':') != word.npos) {
      std::tie(metadata.uid, metadata.gid) = pair(word);
    } else if (!has_mode) {
      metadata.mode = number(word, 8);
      has_mode = true;
    } else {
      metadata.size = number(word);
    }
  }
  std::sort(metadata.xattrs.begin(), metadata.xattrs.end());
}

inline LayerEntry entry(const std::string& line) {
  std::istringstream words(line);
  LayerEntry entry;
  FileMetadata& metadata = entry.metadata;
  words >> entry.path;
  const bool directory = entry.path.ends_with('/');
  if (entry.path.size() > 1 && directory) entry.path.pop_back();
  if (entry.path.starts_with('!')) {
    entry.path.erase(0, 1);
    metadata.type = FileType::whiteout;
    return entry;
  }
  metadata.type = directory ? FileType::directory : FileType::regular;
  metadata.mode = directory ? 0755 : 0644;
  const auto rest = words.tellg();
  std::string kind;
  words >> kind;
  if (kind == "->" || kind == "=") {
    metadata.type = kind == "=" ? FileType::hardlink : FileType::symlink;
    metadata.mode = 0777;
    words >> metadata.link_target;
  } else if (kind == "opaque") {
    metadata.type = FileType::opaque;
    metadata.mode = 0;
  } else if (kind == "p") {
    metadata.type = FileType::fifo;
  } else if (kind == "c" || kind == "b") {
    std::string numbers;
    words >> numbers;
    metadata.type = kind == "c" ? FileType::char_device : FileType::block_device;
    std::tie(metadata.device_major, metadata.device_minor) = pair(numbers);
  } else if (!kind.empty()) {
    words.seekg(rest);
  } else {
    words.clear();
  }
  read_attributes(words, metadata);
  return entry;
}

}  // namespace detail

inline LayerIndex layer(std::string_view text) {
  LayerIndex index;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    line.erase(0, std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty()) continue;
    index.entries.push_back(detail::entry(line));
    index.size += counted_bytes(index.entries.back().metadata);
  }
  return index;
}

inline FileTree tree(const std::vector<LayerIndex>& layers) {
  std::vector<const LayerIndex*> pointers;
  for (const LayerIndex& index : layers) pointers.push_back(&index);
  return FileTree::from_layers(pointers);
}

// Layers bottom first.
inline FileTree tree(std::initializer_list<std::string_view> layers) {
  std::vector<LayerIndex> indexes;
  for (const std::string_view text : layers) indexes.push_back(layer(text));
  return tree(indexes);
}

inline FileTree tree(std::string_view only_layer) {
  return tree({only_layer});
}

// The tree as such text, without the root: a line a node, in the order of ids; a further name of an
// inode is written as a hard link to the first.
inline std::string text(const FileTree& tree) {
  std::vector<std::string> first_name(tree.inode_count());
  std::ostringstream out;
  for (NodeId id = 1; id < tree.size(); ++id) {
    const FileMetadata& metadata = tree.metadata(id);
    std::string& first = first_name[tree.node(id).inode];
    out << tree.path(id);
    if (!first.empty()) {
      out << " = " << first << "\n";
      continue;
    }
    first = tree.path(id);
    if (metadata.type == FileType::directory) out << "/";
    if (metadata.type == FileType::char_device) out << " c";
    if (metadata.type == FileType::block_device) out << " b";
    if (metadata.type == FileType::fifo) out << " p";
    if (metadata.type == FileType::char_device || metadata.type == FileType::block_device) {
      out << " " << metadata.device_major << ":" << metadata.device_minor;
    }
    if (metadata.type == FileType::symlink) {
      out << " -> " << metadata.link_target;
    } else {
      out << " " << std::oct << metadata.mode << std::dec;
    }
    if (metadata.type == FileType::regular) out << " " << metadata.size;
    if (metadata.uid != 0 || metadata.gid != 0) out << " " << metadata.uid << ":" << metadata.gid;
    for (const auto& [name, value] : metadata.xattrs) out << " " << name << "=" << value;
    out << "\n";
  }
  return out.str();
}

}  // namespace whittle::testing
