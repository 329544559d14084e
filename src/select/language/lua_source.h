// The modules that Lua source requires by name: require "a.b", require("a.b"), pcall(require, "a")
// (lua.org, Reference Manual, "Modules"). A lexer only, and tolerant: damaged source yields what
// could be read.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace whittle::select {

std::set<std::string> read_lua_source(std::string_view text);

}  // namespace whittle::select
