// A record of the BPF program, parsed.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "probes/calls/call.h"
#include "probes/ebpf/record.h"

namespace whittle::probes {

// Where a file is: its canonical path, if it is in the image.
struct RecordedPlace {
  place_kind kind = kNowhere;
  std::string path;
  std::optional<std::string> on_image() const {
    return kind == kOnImage ? std::optional(path) : std::nullopt;
  }
};

struct ParsedRecord {
  record header{};
  std::string texts[2];  // as they were in memory, with their NUL
  RecordedPlace root;
  RecordedPlace bases[2];
};

// nullopt if the bytes are not a complete record.
std::optional<ParsedRecord> parse_record(std::span<const std::byte> bytes);

// The parts of the caller's memory that the BPF program copied.
class RecordedMemory : public CallMemory {
 public:
  // spec says which arguments the texts belong to.
  RecordedMemory(const ParsedRecord& recorded, const path_spec& spec, const Call& call);
  std::optional<std::string> text(std::uint64_t address) const override;
  bool read(std::uint64_t address, std::span<std::byte> into) const override;

 private:
  struct Piece {
    std::uint64_t address;
    std::string_view bytes;
  };
  std::vector<Piece> pieces_;
};

}  // namespace whittle::probes
