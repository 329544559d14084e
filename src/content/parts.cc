#include "content/parts.h"

#include <algorithm>
#include <bitset>

#include "base/sha256.h"
#include "content/readers.h"

namespace whittle::content {
namespace {

constexpr std::size_t kNameSize = 120;
constexpr std::size_t kSmallestBlock = 16;
constexpr std::size_t kBlocks = 1024;

int values_in(std::string_view bytes) {
  std::bitset<256> seen;
  for (const char c : bytes) seen.set(static_cast<unsigned char>(c));
  return static_cast<int>(seen.count());
}

std::string printable(std::string name) {
  if (name.size() > kNameSize) name.resize(kNameSize);
  std::ranges::replace_if(
      name, [](char c) { return c < ' ' || c > '~'; }, '?');
  return name;
}

struct Reader {
  std::string_view magic;
  std::size_t at;  // where the magic is
  bool (*read)(std::string_view bytes, Parts& parts);
};
constexpr Reader kReaders[] = {
    {{"\x89PNG\r\n\x1a\n", 8}, 0, read_png},
    {"\x1a\x45\xdf\xa3", 0, read_ebml},
    {"RIFF", 0, read_riff},
    {"OggS", 0, read_ogg},
    {"ftyp", 4, read_boxes},
    {"%PDF-", 0, read_pdf},
    {"", 0, read_archive},
};

}  // namespace

void Parts::add(const std::string& name, std::string_view bytes, bool may_vary) {
  if (full()) return;
  parts_.push_back({.name = printable(name),
                    .size = static_cast<std::int64_t>(bytes.size()),
                    .digest = base::sha256(bytes),
                    .values = values_in(bytes),
                    .may_vary = may_vary});
}

void Parts::add_blocks(const std::string& name, std::string_view bytes) {
  const std::size_t block = std::max(kSmallestBlock, bytes.size() / kBlocks + 1);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(block, bytes.size()))) {
    // The last one that there is room for is all of the rest.
    const bool is_last = parts_.size() + 1 >= kMost;
    add(name, is_last ? bytes : bytes.substr(0, block));
    if (is_last) return;
  }
}

std::vector<ContentPart> parts_of(std::string_view bytes) {
  for (const Reader& reader : kReaders) {
    if (bytes.size() < reader.at || !bytes.substr(reader.at).starts_with(reader.magic)) continue;
    Parts parts;
    if (reader.read(bytes, parts) && !parts.full()) return parts.take();
  }
  Parts blocks;
  blocks.add_blocks("block", bytes);
  return blocks.take();
}

}  // namespace whittle::content
