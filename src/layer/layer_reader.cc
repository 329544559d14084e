#include "layer/layer_reader.h"

#include <limits.h>

#include <vector>

#include "base/interruption.h"
#include "base/sha256.h"
#include "layer/decompress.h"
#include "layer/entry_paths.h"
#include "layer/tar_reader.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

// The index is in memory, a few hundred bytes for each entry. The largest known images have about
// 500,000 files in all layers. These bounds stop a layer that was made to exhaust the memory.
constexpr std::size_t kMaxEntries = 2'000'000;
constexpr std::size_t kMaxIndexText = std::size_t{512}
                                      << 20;  // names, links, xattrs and maps of holes

constexpr std::string_view kWhiteout = ".wh.";
constexpr std::string_view kOpaque = ".wh..wh..opq";
constexpr std::string_view kAufs =
    "/.wh..wh.";  // names that aufs used internally; Docker ignores them, too

// Passes bytes on and computes their digest.
class HashedSource : public ByteSource {
 public:
  explicit HashedSource(std::unique_ptr<ByteSource> from) : from_(std::move(from)) {}

  std::size_t read(std::span<std::byte> into) override {
    const std::size_t n = from_->read(into);
    hash_.update(into.first(n));
    return n;
  }

  // Reads what the tar reader left unread, such as padding, and returns the digest of all bytes.
  Digest finish() {
    std::vector<std::byte> rest(std::size_t{256} << 10);
    while (read(rest) > 0) base::interruption::check();
    return hash_.finish();
  }

 private:
  std::unique_ptr<ByteSource> from_;
  base::Sha256 hash_;
};

std::size_t text_size(const LayerEntry& entry) {
  std::size_t size = entry.path.size() + entry.metadata.link_target.size();
  for (const auto& [name, value] : entry.metadata.xattrs) size += name.size() + value.size();
  return size + entry.metadata.extents.size() * sizeof(DataExtent);
}

class LayerReader {
 public:
  LayerReader(ByteSource& tar, LayerSink& sink) : archive_(tar), sink_(sink) {}

  LayerIndex run() {
    LayerEntry entry;
    while (archive_.next(entry)) {
      base::interruption::check();
      if (!place(entry)) continue;
      count(entry);
      sink_.add(entry);
      if (entry.metadata.type == FileType::regular) copy_data();
      index_.entries.push_back(std::move(entry));
    }
    return std::move(index_);
  }

 private:
  // Sets the entry's path in the image; false where the entry is to be ignored.
  bool place(LayerEntry& entry) {
    FileMetadata& metadata = entry.metadata;
    entry.path = paths_.place(entry.path);
    const std::string_view name = std::string_view(entry.path).substr(entry.path.rfind('/') + 1);
    if (name != kOpaque && entry.path.find(kAufs) != entry.path.npos) return false;
    if (name.starts_with(kWhiteout)) return place_whiteout(entry, std::string(name));
    const bool is_directory = metadata.type == FileType::directory;
    if (name.empty() && !is_directory) throw Error("the root is not a directory");
    if (is_directory) {
      paths_.add_directory(entry.path);
    } else if (metadata.type == FileType::symlink) {
      check_symlink(entry);
      paths_.add_symlink(entry.path, metadata.link_target);
    } else {
      if (metadata.type == FileType::hardlink)
        metadata.link_target = paths_.place(metadata.link_target);
      paths_.add_file(entry.path);
    }
    // overlayfs reads any character device 0:0 as a whiteout.
    if (metadata.type == FileType::char_device && metadata.device_major == 0 &&
        metadata.device_minor == 0) {
      metadata = {.type = FileType::whiteout};
    }
    return true;
  }

  static bool place_whiteout(LayerEntry& entry, const std::string& name) {
    const std::string parent = entry.path.substr(0, entry.path.size() - name.size());
    if (name == kOpaque) {
      entry = {image_path(parent), {.type = FileType::opaque}};
      return true;
    }
    const std::string hidden = name.substr(kWhiteout.size());
    if (hidden.empty() || hidden == ".")
      throw Error("entry \"" + entry.path + "\" is a whiteout without a name");
    entry = {image_path(parent + hidden), {.type = FileType::whiteout}};
    return true;
  }

  static void check_symlink(const LayerEntry& entry) {
    const std::size_t length = entry.metadata.link_target.size();
    if (length == 0 || length >= PATH_MAX) {
      throw Error("entry \"" + entry.path + "\" is a symlink with " +
                  (length == 0 ? "no target" : "too long a target"));
    }
  }

  void count(const LayerEntry& entry) {
    index_text_ += text_size(entry);
    if (index_.entries.size() >= kMaxEntries || index_text_ > kMaxIndexText) {
      throw Error("more entries than whittle supports (" + std::to_string(kMaxEntries) + " in " +
                  std::to_string(kMaxIndexText >> 20) + " MiB of names)");
    }
    const FileMetadata& metadata = entry.metadata;
    if (metadata.type == FileType::regular) index_.size += metadata.size;
    if (metadata.type == FileType::symlink) {
      index_.size += static_cast<std::int64_t>(metadata.link_target.size());
    }
  }

  void copy_data() {
    TarReader::Block block;
    while (archive_.next_block(block)) {
      if (!block.bytes.empty()) sink_.write(block.offset, block.bytes);
    }
    sink_.finish_file();
  }

  TarReader archive_;
  LayerSink& sink_;
  EntryPaths paths_;
  LayerIndex index_;
  std::size_t index_text_ = 0;
};

}  // namespace

std::string layer_name(const Layer& layer) {
  return "layer " + (layer.blob.digest.empty() ? layer.diff_id.digest : layer.blob.digest).str();
}

LayerIndex read_layer(std::unique_ptr<ByteSource> stored, const Layer& layer, LayerSink& sink) {
  const auto read = [&] {
    HashedSource tar(decompress(std::move(stored), layer.blob.media_type));
    LayerIndex index = LayerReader(tar, sink).run();
    index.diff_id.digest = tar.finish();
    if (!layer.diff_id.digest.empty() && index.diff_id != layer.diff_id) {
      throw Error("its content has the digest " + index.diff_id.digest.str() + " instead of " +
                      layer.diff_id.digest.str(),
                  "the image is damaged: fetch or save it again");
    }
    return index;
  };
  return with_context(layer_name(layer), read,
                      "the image is damaged or malicious: fetch it again from its source");
}

}  // namespace whittle::layer
