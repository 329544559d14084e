#include "select/elf/loader_cache.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

namespace whittle::select {
namespace {

constexpr std::string_view kNewMagic = "glibc-ld.so.cache1.1";
constexpr std::string_view kOldMagic = "ld.so-1.7.0";
constexpr std::size_t kNewHeader = 48;
constexpr std::size_t kNewEntry = 24;
constexpr std::size_t kOldHeader = 16;  // the magic, padded, and the count
constexpr std::size_t kOldEntry = 12;
constexpr std::size_t kMaxPath = 4096;

template <typename Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number number = 0;
  std::memcpy(&number, bytes.data() + offset, sizeof number);
  return number;
}

std::optional<std::string> string_at(std::string_view bytes, std::size_t offset) {
  if (offset >= bytes.size()) return std::nullopt;
  const std::string_view rest = bytes.substr(offset, kMaxPath);
  const std::size_t end = rest.find('\0');
  if (end == std::string_view::npos) return std::nullopt;
  return std::string(rest.substr(0, end));
}

std::size_t old_format_size(std::string_view bytes) {
  return kOldHeader + std::size_t{number_at<std::uint32_t>(bytes, 12)} * kOldEntry;
}

}  // namespace

LoaderCache::LoaderCache(std::string_view bytes) {
  if (read_new_format(bytes)) return;
  if (bytes.size() < kOldHeader || !bytes.starts_with(kOldMagic)) return;
  // The new format follows aligned, by 8 bytes or, on i386, by 4.
  for (const std::size_t alignment : {8, 4}) {
    const std::size_t start = (old_format_size(bytes) + alignment - 1) / alignment * alignment;
    if (start < bytes.size() && read_new_format(bytes.substr(start))) return;
  }
  read_old_format(bytes);
}

bool LoaderCache::read_new_format(std::string_view bytes) {
  if (bytes.size() < kNewHeader || !bytes.starts_with(kNewMagic)) return false;
  const std::size_t count = std::min<std::size_t>(number_at<std::uint32_t>(bytes, 20),
                                                  (bytes.size() - kNewHeader) / kNewEntry);
  for (std::size_t index = 0; index < count; ++index) {
    const std::size_t at = kNewHeader + index * kNewEntry;
    const auto name = string_at(bytes, number_at<std::uint32_t>(bytes, at + 4));
    auto path = string_at(bytes, number_at<std::uint32_t>(bytes, at + 8));
    const bool variant = number_at<std::uint64_t>(bytes, at + 16) != 0;
    if (name && path) entries_[*name].push_back({std::move(*path), variant});
  }
  return true;
}

void LoaderCache::read_old_format(std::string_view bytes) {
  const std::size_t strings = old_format_size(bytes);
  if (strings > bytes.size()) return;
  for (std::size_t at = kOldHeader; at < strings; at += kOldEntry) {
    const auto name = string_at(bytes, strings + number_at<std::uint32_t>(bytes, at + 4));
    auto path = string_at(bytes, strings + number_at<std::uint32_t>(bytes, at + 8));
    if (name && path) entries_[*name].push_back({std::move(*path), false});
  }
}

const std::vector<LoaderCache::Entry>* LoaderCache::find(const std::string& library) const {
  const auto found = entries_.find(library);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace whittle::select
