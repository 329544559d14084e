// The application's own files that can be counted: code and templates, by their suffix. Not what is
// there for tests, documentation and tools.
#pragma once

#include <cstdint>
#include <vector>

#include "select/select.h"

namespace whittle::select {

enum class OwnKind : std::uint8_t { code, page };  // page: a template

struct OwnFile {
  NodeId node = 0;
  OwnKind kind = OwnKind::code;
  bool was_opened = false;  // by the app, or compiled by an earlier run from it
};

std::vector<OwnFile> own_files(const SelectInput& input);

}  // namespace whittle::select
