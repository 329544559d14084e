// Builds tars byte by byte, so that they can be invalid in any way.
#pragma once

#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "base/sha256.h"
#include "layer/layer_reader.h"
#include "whittle/image.h"

namespace whittle::testing {

class TarBuilder {
 public:
  struct Header {
    std::string name;
    char type = '0';
    std::string content;
    std::string link;
    unsigned mode = 0644;
    unsigned uid = 0;
    unsigned gid = 0;
    unsigned mtime = 0;
    unsigned major = 0;
    unsigned minor = 0;
    std::int64_t size = -1;  // to write another size than that of the content
  };

  TarBuilder& add(const Header& entry) {
    char block[512] = {};
    std::memcpy(block, entry.name.data(), std::min<std::size_t>(entry.name.size(), 100));
    const auto size =
        entry.size >= 0 ? entry.size : static_cast<std::int64_t>(entry.content.size());
    std::snprintf(block + 100, 8, "%07o", entry.mode);
    std::snprintf(block + 108, 8, "%07o", entry.uid);
    std::snprintf(block + 116, 8, "%07o", entry.gid);
    std::snprintf(block + 124, 13, "%012llo", static_cast<unsigned long long>(size));
    std::snprintf(block + 136, 12, "%011o", entry.mtime);
    block[156] = entry.type;
    std::memcpy(block + 157, entry.link.data(), std::min<std::size_t>(entry.link.size(), 100));
    std::memcpy(block + 257, "ustar\00000", 8);
    std::snprintf(block + 329, 8, "%07o", entry.major);
    std::snprintf(block + 337, 8, "%07o", entry.minor);
    std::memset(block + 148, ' ', 8);
    unsigned sum = 0;
    for (const char byte : block) sum += static_cast<unsigned char>(byte);
    std::snprintf(block + 148, 8, "%06o", sum);
    bytes_.append(block, sizeof block);
    bytes_ += entry.content;
    bytes_.append((512 - entry.content.size() % 512) % 512, '\0');
    return *this;
  }
  TarBuilder& file(const std::string& name, const std::string& content = "") {
    return add({.name = name, .content = content});
  }
  TarBuilder& directory(const std::string& name) {
    return add({.name = name, .type = '5', .mode = 0755});
  }
  TarBuilder& symlink(const std::string& name, const std::string& target) {
    return add({.name = name, .type = '2', .link = target, .mode = 0777});
  }
  TarBuilder& hard_link(const std::string& name, const std::string& target) {
    return add({.name = name, .type = '1', .link = target});
  }
  // A PAX header for the next entry.
  TarBuilder& pax(std::initializer_list<std::pair<std::string, std::string>> records,
                  char type = 'x') {
    std::string body;
    for (const auto& [key, value] : records) {
      const std::string rest = " " + key + "=" + value + "\n";
      std::size_t length = rest.size() + 1;
      while (std::to_string(length).size() + rest.size() != length) ++length;
      body += std::to_string(length) + rest;
    }
    return add({.name = "PaxHeaders/x", .type = type, .content = body});
  }

  // With the two zero blocks that end a tar.
  std::string finish() const { return bytes_ + std::string(1024, '\0'); }
  const std::string& unfinished() const { return bytes_; }

 private:
  std::string bytes_;
};

class StringSource : public ByteSource {
 public:
  explicit StringSource(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(std::span<std::byte> into) override {
    const std::size_t n = bytes_.copy(reinterpret_cast<char*>(into.data()), into.size(), at_);
    at_ += n;
    return n;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

// Collects the data of regular files.
class CollectingSink : public layer::LayerSink {
 public:
  void add(const LayerEntry&) override {}
  void write(std::int64_t, std::span<const std::byte> data) override {
    content.append(reinterpret_cast<const char*>(data.data()), data.size());
  }
  void finish_file() override { content += '|'; }
  std::string content;
};

// A layer of these stored bytes, with the diff_id of this tar.
inline Layer layer_of(std::string_view stored, std::string_view tar,
                      const std::string& media_type = "") {
  Layer layer;
  layer.blob = {media_type, base::sha256(stored), static_cast<std::int64_t>(stored.size()), {}, {}};
  layer.diff_id.digest = base::sha256(tar);
  return layer;
}

inline LayerIndex read_tar(const std::string& tar) {
  CollectingSink sink;
  return layer::read_layer(std::make_unique<StringSource>(tar), layer_of(tar, tar), sink);
}

}  // namespace whittle::testing
