// Words of keep.json that its writer and its reader share.
#pragma once

#include <array>
#include <string_view>

#include "whittle/layer_index.h"

namespace whittle::select {

// Values of "type"; regular files have none.
struct TypeWord {
  FileType type;
  std::string_view word;
};
inline constexpr std::array kTypeWords = {
    TypeWord{FileType::directory, "directory"},
    TypeWord{FileType::symlink, "symlink"},
    TypeWord{FileType::char_device, "char_device"},
    TypeWord{FileType::block_device, "block_device"},
    TypeWord{FileType::fifo, "fifo"},
};

// xattr(7): the only one that is written.
inline constexpr const char* kCapabilityAttribute = "security.capability";

// The directory of new contents, beside the keep file; the file names are numbers.
inline constexpr std::string_view kReplacedDirectory = "replaced";

}  // namespace whittle::select
