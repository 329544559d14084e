#include "layer/index_file.h"

#include <fcntl.h>

#include <cstring>
#include <string>
#include <string_view>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/sha256.h"
#include "whittle/error.h"

namespace whittle::layer {
namespace {

constexpr std::string_view kMagic = "whittle layer index 1\n";
constexpr std::size_t kHead = kMagic.size() + sizeof(std::uint64_t);
constexpr std::size_t kDigest = 64;
constexpr std::size_t kMaxFile = std::size_t{1} << 30;  // twice the limit for a layer's names

struct Damaged {};

class Encoder {
 public:
  void number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) bytes_ += static_cast<char>(value | 0x80);
    bytes_ += static_cast<char>(value);
  }
  void signed_number(std::int64_t value) {
    number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void text(std::string_view value) {
    number(value.size());
    bytes_ += value;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : rest_(bytes) {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) throw Damaged();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw Damaged();
  }
  std::uint32_t small_number() { return static_cast<std::uint32_t>(number()); }
  std::int64_t signed_number() {
    const std::uint64_t value = number();
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
  }
  // The number of items that take at least a byte each.
  std::size_t count() {
    const std::uint64_t value = number();
    if (value > rest_.size()) throw Damaged();
    return value;
  }
  std::string text() {
    const std::size_t length = count();
    std::string value(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return value;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

void encode(Encoder& out, const LayerEntry& entry) {
  const FileMetadata& metadata = entry.metadata;
  out.text(entry.path);
  out.number(static_cast<std::uint8_t>(metadata.type));
  out.number(metadata.mode);
  out.number(metadata.uid);
  out.number(metadata.gid);
  out.signed_number(metadata.size);
  out.signed_number(metadata.mtime.seconds);
  out.number(metadata.mtime.nanoseconds);
  out.text(metadata.link_target);
  out.number(metadata.device_major);
  out.number(metadata.device_minor);
  out.number(metadata.xattrs.size());
  for (const auto& [name, value] : metadata.xattrs) {
    out.text(name);
    out.text(value);
  }
  out.number(metadata.sparse);
  out.number(metadata.extents.size());
  for (const DataExtent& extent : metadata.extents) {
    out.signed_number(extent.offset);
    out.signed_number(extent.length);
  }
}

LayerEntry decode_entry(Decoder& in) {
  LayerEntry entry;
  FileMetadata& metadata = entry.metadata;
  entry.path = in.text();
  const std::uint64_t type = in.number();
  if (type > static_cast<std::uint8_t>(FileType::opaque)) throw Damaged();
  metadata.type = static_cast<FileType>(type);
  metadata.mode = in.small_number();
  metadata.uid = in.small_number();
  metadata.gid = in.small_number();
  metadata.size = in.signed_number();
  metadata.mtime.seconds = in.signed_number();
  metadata.mtime.nanoseconds = in.small_number();
  metadata.link_target = in.text();
  metadata.device_major = in.small_number();
  metadata.device_minor = in.small_number();
  metadata.xattrs.resize(in.count());
  for (auto& [name, value] : metadata.xattrs) {
    name = in.text();
    value = in.text();
  }
  metadata.sparse = in.number() != 0;
  metadata.extents.resize(in.count());
  for (DataExtent& extent : metadata.extents) {
    extent.offset = in.signed_number();
    extent.length = in.signed_number();
  }
  return entry;
}

std::uint64_t size_on_disk(const LayerIndex& index) {
  constexpr std::uint64_t kInode = 512;
  constexpr std::uint64_t kDiskBlock = 4096;
  std::uint64_t size = 0;
  for (const LayerEntry& entry : index.entries) {
    const FileMetadata& metadata = entry.metadata;
    auto data = static_cast<std::uint64_t>(metadata.size);
    if (metadata.sparse) {
      data = 0;
      for (const auto& extent : metadata.extents) data += static_cast<std::uint64_t>(extent.length);
    }
    if (metadata.type == FileType::directory) data = kDiskBlock;
    size += kInode + (data + kDiskBlock - 1) / kDiskBlock * kDiskBlock;
  }
  return size;
}

// The payload; none where the file is not complete.
std::optional<std::string_view> payload_of(std::string_view file) {
  if (file.size() < kHead + kDigest || !file.starts_with(kMagic)) return std::nullopt;
  const std::string_view payload = file.substr(kHead, file.size() - kHead - kDigest);
  if (base::sha256(payload).hex() != file.substr(file.size() - kDigest)) return std::nullopt;
  return payload;
}

std::string contents(const std::filesystem::path& file) {
  try {
    return base::read_file(file, kMaxFile);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void write_index_file(const std::filesystem::path& file, const LayerIndex& index) {
  Encoder out;
  out.text(index.diff_id.digest.str());
  out.signed_number(index.size);
  out.number(index.entries.size());
  for (const LayerEntry& entry : index.entries) encode(out, entry);
  const std::uint64_t size = size_on_disk(index);
  base::AtomicFile target(file);
  target.write(kMagic);
  target.write({reinterpret_cast<const char*>(&size), sizeof size});
  target.write(out.bytes());
  target.write(base::sha256(out.bytes()).hex());
  target.commit();
}

std::optional<LayerIndex> read_index_file(const std::filesystem::path& file) {
  const std::string bytes = contents(file);
  const auto payload = payload_of(bytes);
  if (!payload) return std::nullopt;
  try {
    Decoder in(*payload);
    LayerIndex index;
    index.diff_id.digest = Digest::parse(in.text());
    index.size = in.signed_number();
    const std::size_t count = in.count();
    index.entries.reserve(count);
    for (std::size_t i = 0; i < count; ++i) index.entries.push_back(decode_entry(in));
    if (!in.at_end()) return std::nullopt;
    return index;
  } catch (const Damaged&) {
  } catch (const Error&) {  // not a digest
  }
  return std::nullopt;
}

bool is_whole_index_file(const std::filesystem::path& file) {
  return payload_of(contents(file)).has_value();
}

std::int64_t unpacked_size(const std::filesystem::path& file) {
  try {
    const base::Fd fd = base::open_file(file, O_RDONLY);
    char head[kHead];
    const auto bytes = std::as_writable_bytes(std::span(head));
    if (base::read_some(fd.get(), bytes, file.string()) < kHead) return 0;
    if (std::string_view(head, kMagic.size()) != kMagic) return 0;
    std::uint64_t size = 0;
    std::memcpy(&size, head + kMagic.size(), sizeof size);
    return static_cast<std::int64_t>(size);
  } catch (const Error&) {
    return 0;
  }
}

}  // namespace whittle::layer
