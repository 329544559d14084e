#include "package/rpm_header.h"

#include <cstdint>
#include <span>

namespace whittle::package {
namespace {

// rpmtag.h
enum class Tag : std::uint32_t {
  name = 1000,
  version = 1001,
  release = 1002,
  epoch = 1003,
  license = 1014,
  architecture = 1022,
  file_modes = 1030,
  source_rpm = 1044,
  directory_indexes = 1116,
  base_names = 1117,
  directory_names = 1118,
};

enum class Type : std::uint32_t { int16 = 3, int32 = 4, string = 6, strings = 8, i18n = 9 };

constexpr std::size_t kEntry = 16;           // bytes
constexpr std::size_t kMaxEntries = 65'535;  // as rpm itself has it

std::uint32_t big_endian(std::string_view bytes, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t at = 0; at < size; ++at) {
    value = value << 8 | static_cast<unsigned char>(bytes[at]);
  }
  return value;
}

std::uint32_t big_endian32(std::string_view bytes) {
  return big_endian(bytes, 4);
}

class Header {
 public:
  static std::optional<Header> of(std::string_view blob) {
    if (blob.size() < 8) return std::nullopt;
    const std::size_t entries = big_endian32(blob);
    const std::size_t data = big_endian32(blob.substr(4));
    if (entries == 0 || entries > kMaxEntries || blob.size() - 8 < entries * kEntry ||
        blob.size() - 8 - entries * kEntry < data) {
      return std::nullopt;
    }
    return Header(blob.substr(8, entries * kEntry), blob.substr(8 + entries * kEntry, data));
  }

  std::string text(Tag tag) const {
    const std::vector<std::string_view> all = strings(tag, 1);
    return all.empty() ? "" : std::string(all.front());
  }

  std::vector<std::string_view> strings(Tag tag, std::size_t at_most) const {
    std::vector<std::string_view> all;
    const std::optional<Entry> entry = find(tag);
    if (!entry || (entry->type != Type::string && entry->type != Type::strings &&
                   entry->type != Type::i18n)) {
      return all;
    }
    std::string_view rest = data_.substr(entry->offset);
    while (all.size() < entry->count && all.size() < at_most) {
      const std::size_t end = rest.find('\0');
      if (end == rest.npos) break;
      all.push_back(rest.substr(0, end));
      rest.remove_prefix(end + 1);
    }
    return all;
  }

  std::vector<std::uint32_t> numbers(Tag tag) const {
    std::vector<std::uint32_t> all;
    const std::optional<Entry> entry = find(tag);
    if (!entry || (entry->type != Type::int16 && entry->type != Type::int32)) return all;
    const std::size_t width = entry->type == Type::int16 ? 2 : 4;
    std::string_view rest = data_.substr(entry->offset);
    while (all.size() < entry->count && rest.size() >= width) {
      all.push_back(big_endian(rest, width));
      rest.remove_prefix(width);
    }
    return all;
  }

 private:
  struct Entry {
    Type type = Type::string;
    std::size_t offset = 0;
    std::size_t count = 0;
  };

  Header(std::string_view index, std::string_view data) : index_(index), data_(data) {}

  std::optional<Entry> find(Tag tag) const {
    for (std::string_view rest = index_; !rest.empty(); rest.remove_prefix(kEntry)) {
      if (big_endian32(rest) != static_cast<std::uint32_t>(tag)) continue;
      const Entry entry = {static_cast<Type>(big_endian32(rest.substr(4))),
                           big_endian32(rest.substr(8)), big_endian32(rest.substr(12))};
      if (entry.offset >= data_.size()) return std::nullopt;
      return entry;
    }
    return std::nullopt;
  }

  std::string_view index_;
  std::string_view data_;
};

// "bash-5.1.8-6.el9.src.rpm" -> "bash"
std::string source_name(const std::string& file) {
  std::size_t end = file.rfind('-');
  if (end == file.npos || end == 0) return "";
  end = file.rfind('-', end - 1);
  return end == file.npos ? "" : file.substr(0, end);
}

std::vector<RpmFile> files_of(const Header& header) {
  constexpr std::uint32_t kTypeMask = 0170000;
  constexpr std::uint32_t kDirectory = 0040000;
  const std::vector<std::uint32_t> indexes = header.numbers(Tag::directory_indexes);
  const std::vector<std::uint32_t> modes = header.numbers(Tag::file_modes);
  const auto names = header.strings(Tag::base_names, indexes.size());
  const auto directories = header.strings(Tag::directory_names, indexes.size());
  std::vector<RpmFile> files;
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (indexes[at] >= directories.size()) continue;
    const bool directory = at < modes.size() && (modes[at] & kTypeMask) == kDirectory;
    files.push_back({std::string(directories[indexes[at]]) + std::string(names[at]), directory});
  }
  return files;
}

}  // namespace

std::optional<RpmHeader> parse_rpm_header(std::string_view blob) {
  const std::optional<Header> header = Header::of(blob);
  if (!header) return std::nullopt;
  RpmHeader parsed{.name = header->text(Tag::name),
                   .version = header->text(Tag::version) + "-" + header->text(Tag::release),
                   .architecture = header->text(Tag::architecture),
                   .license = header->text(Tag::license),
                   .source = source_name(header->text(Tag::source_rpm)),
                   .files = files_of(*header)};
  const std::vector<std::uint32_t> epoch = header->numbers(Tag::epoch);
  if (!epoch.empty() && epoch[0] != 0) {
    parsed.version = std::to_string(epoch[0]) + ":" + parsed.version;
  }
  if (parsed.name.empty()) return std::nullopt;
  return parsed;
}

}  // namespace whittle::package
