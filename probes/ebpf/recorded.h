// A record of the program in the kernel, taken apart.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "probes/calls/call.h"
#include "probes/ebpf/record.h"

namespace whittle::probes {

// Where something stood: its canonical path in the image.
struct RecordedPlace {
  place_kind kind = kNowhere;
  std::string path;
  std::optional<std::string> on_image() const {
    return kind == kOnImage ? std::optional(path) : std::nullopt;
  }
};

struct Recorded {
  record header{};
  std::string texts[2];  // as they were in memory, with their NUL
  RecordedPlace root;
  RecordedPlace bases[2];
};

// Nothing where the bytes are no whole record.
std::optional<Recorded> take_apart(std::span<const std::byte> bytes);

// What the program has copied of the caller's memory.
class RecordedMemory : public CallMemory {
 public:
  // spec tells which arguments the texts belong to.
  RecordedMemory(const Recorded& recorded, const path_spec& spec, const Call& call);
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
