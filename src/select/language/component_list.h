// The libraries that a list of components names (LibreOffice: program/services.rdb, XML with a
// <component uri="vnd.sun.star.expand:$LO_LIB_DIR/libNAME.so"> for each). Import and export filters
// are such components: the office opens one when a document of its format comes. Bounded: what is
// beyond kMaxSource is not read.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

// File names without directories; empty: not such a list.
std::set<std::string> read_component_list(std::string_view text);

}  // namespace whittle::select
