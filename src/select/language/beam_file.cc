#include "select/language/beam_file.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "select/language/tree_lookup.h"

namespace whittle::select {
namespace {

// Reads numbers from the front of a text; `ok` turns false at its end, and stays so.
class BeamBytes {
 public:
  explicit BeamBytes(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  std::string_view take(std::size_t count) {
    if (count > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint32_t byte() {
    const std::string_view taken = take(1);
    return taken.empty() ? 0 : static_cast<unsigned char>(taken.front());
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | byte();
    return value;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

// At most kMaxSource bytes of what a gzip file contains.
std::string inflated(std::string_view compressed) {
  std::string bytes(kMaxSource, '\0');
  z_stream stream = {};
  constexpr int kGzip = 16 + MAX_WBITS;
  if (inflateInit2(&stream, kGzip) != Z_OK) return {};
  // zlib does not write there, but its interface is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_out = static_cast<uInt>(bytes.size());
  inflate(&stream, Z_FINISH);
  bytes.resize(stream.total_out);
  inflateEnd(&stream);
  return bytes;
}

// A length as OTP 28 writes it: small ones in one byte, others in two.
std::size_t long_length(BeamBytes& chunk) {
  const std::uint32_t first = chunk.byte();
  if ((first & 0x08) == 0) return first >> 4;
  return (first & 0xe0) << 3 | chunk.byte();
}

std::vector<std::string> read_atoms(std::string_view bytes) {
  BeamBytes chunk(bytes);
  std::uint32_t count = chunk.number();
  const bool long_lengths = (count & 0x80000000U) != 0;
  if (long_lengths) count = ~count + 1;
  std::vector<std::string> atoms;
  for (std::uint32_t i = 0; i < count && chunk.ok(); ++i) {
    const std::size_t length = long_lengths ? long_length(chunk) : chunk.byte();
    atoms.emplace_back(chunk.take(length));
  }
  if (!chunk.ok() && !atoms.empty()) atoms.pop_back();
  return atoms;
}

std::set<std::string> read_imports(std::string_view bytes, const std::vector<std::string>& atoms) {
  BeamBytes chunk(bytes);
  std::set<std::string> modules;
  const std::uint32_t count = chunk.number();
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint32_t module = chunk.number();  // from 1
    chunk.number();                               // function
    chunk.number();                               // arity
    if (!chunk.ok()) break;
    if (module > 0 && module <= atoms.size()) modules.insert(atoms[module - 1]);
  }
  return modules;
}

bool is_atom_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '@' || c == '.';
}

// Words, quoted atoms and brackets of Erlang terms, without comments and strings.
class ErlangWords {
 public:
  explicit ErlangWords(std::string_view text) : text_(text) {}

  // Empty: the end.
  std::string_view next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '%') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        const std::size_t end = std::min(text_.find(c, at_ + 1), text_.size());
        const std::string_view quoted = text_.substr(at_ + 1, end - at_ - 1);
        at_ = std::min(end + 1, text_.size());
        if (c == '\'' && !quoted.empty()) return quoted;
      } else if (is_atom_character(c)) {
        const std::size_t start = at_;
        while (at_ < text_.size() && is_atom_character(text_[at_])) ++at_;
        return text_.substr(start, at_ - start);
      } else {
        ++at_;
        if (c == '[' || c == ']') return text_.substr(at_ - 1, 1);
      }
    }
    return {};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

BeamFile read_beam_file(std::string_view bytes) {
  std::string plain;
  if (bytes.starts_with("\x1f\x8b")) {
    plain = inflated(bytes);
    bytes = plain;
  }
  BeamBytes file(bytes);
  if (file.take(4) != "FOR1") return {};
  file.number();
  if (file.take(4) != "BEAM") return {};
  std::vector<std::string> atoms;
  std::string_view imports;
  while (file.ok()) {
    const std::string_view name = file.take(4);
    const std::size_t size = file.number();
    const std::string_view chunk = file.take(size);
    file.take((4 - size % 4) % 4);
    if (name == "AtU8" || name == "Atom") atoms = read_atoms(chunk);
    if (name == "ImpT") imports = chunk;
  }
  return {{atoms.begin(), atoms.end()}, read_imports(imports, atoms)};
}

std::set<std::string> read_needed_applications(std::string_view app_file) {
  constexpr std::array<std::string_view, 3> kKeys = {"applications", "included_applications",
                                                     "optional_applications"};
  std::set<std::string> names;
  ErlangWords words(app_file);
  for (std::string_view word = words.next(); !word.empty(); word = words.next()) {
    if (std::find(kKeys.begin(), kKeys.end(), word) == kKeys.end()) continue;
    if (words.next() != "[") continue;
    for (word = words.next(); !word.empty() && word != "]"; word = words.next()) {
      if (word != "[") names.emplace(word);
    }
  }
  return names;
}

}  // namespace whittle::select
