#include "probes/ebpf/parsed_record.h"

#include <algorithm>
#include <cstring>
#include <string_view>

namespace whittle::probes {
namespace {

// Cuts the next piece off the texts.
std::string_view take(std::string_view& rest, std::size_t length) {
  const std::string_view piece = rest.substr(0, length);
  rest.remove_prefix(piece.size());
  return piece;
}

// The components are stored from the file up.
RecordedPlace place_of(const record_place& place, std::string_view& rest) {
  RecordedPlace out{.kind = static_cast<place_kind>(place.kind), .path = {}};
  std::string_view names = take(rest, place.length);
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('\0'), names.size());
    out.path = "/" + std::string(names.substr(0, end)) + out.path;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  if (out.path.empty()) out.path = "/";
  return out;
}

}  // namespace

std::optional<ParsedRecord> parse_record(std::span<const std::byte> bytes) {
  ParsedRecord recorded;
  if (bytes.size() < sizeof recorded.header) return std::nullopt;
  std::memcpy(&recorded.header, bytes.data(), sizeof recorded.header);
  const std::span<const std::byte> texts = bytes.subspan(sizeof recorded.header);
  std::string_view rest(reinterpret_cast<const char*>(texts.data()), texts.size());
  if (rest.size() < recorded.header.text_length) return std::nullopt;
  for (int i = 0; i < 2; ++i) recorded.texts[i] = take(rest, recorded.header.text[i]);
  recorded.root = place_of(recorded.header.root, rest);
  for (int i = 0; i < 2; ++i) recorded.bases[i] = place_of(recorded.header.base[i], rest);
  return recorded;
}

RecordedMemory::RecordedMemory(const ParsedRecord& recorded, const path_spec& spec,
                               const Call& call) {
  for (int i = 0; i < 2; ++i) {
    const bool is_text = spec.kind[i] == kPathArgument || spec.kind[i] == kAddressArgument;
    if (!is_text || (recorded.header.unreadable & (1U << i)) != 0) continue;
    pieces_.push_back({call.pointer(spec.argument[i]), recorded.texts[i]});
  }
  if (spec.has_open_how != 0 && (recorded.header.unreadable & 4U) == 0) {
    pieces_.push_back({call.pointer(spec.flags),
                       std::string_view(reinterpret_cast<const char*>(recorded.header.open_how),
                                        sizeof recorded.header.open_how)});
  }
}

std::optional<std::string> RecordedMemory::text(std::uint64_t address) const {
  for (const Piece& piece : pieces_) {
    if (piece.address != address) continue;
    const std::size_t end = piece.bytes.find('\0');
    if (end != std::string_view::npos) return std::string(piece.bytes.substr(0, end));
  }
  return std::nullopt;
}

bool RecordedMemory::read(std::uint64_t address, std::span<std::byte> into) const {
  for (const Piece& piece : pieces_) {
    if (piece.address != address || piece.bytes.size() < into.size()) continue;
    std::memcpy(into.data(), piece.bytes.data(), into.size());
    return true;
  }
  return false;
}

}  // namespace whittle::probes
