// The packages that Tcl source requires (package require NAME) and that an index provides (package
// ifneeded NAME VERSION; tcl-lang.org, package(n), pkg_mkIndex(n)). By words only: comments are
// left out line by line.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

std::set<std::string> read_tcl_source(std::string_view text);
std::set<std::string> read_tcl_index(std::string_view text);

}  // namespace whittle::select
