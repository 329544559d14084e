// What the runtimes share: kept files that no recorded run read, and programs that one executed.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "rehearse/runtimes/table.h"

namespace whittle::rehearse {

struct KeptFile {
  NodeId node = 0;
  std::string path;
};

// A run read it, or executed it.
bool was_read(const Trace& trace, const std::string& path);

// Regular files that are kept with their content and that no run read, by path. Names that a command
// line cannot hold are left out.
std::vector<KeptFile> unread_files(const Selected& selected,
                                   const std::function<bool(const KeptFile&)>& wanted);

// The programs of which `wanted` takes the name (without directories) that the app executed, by
// path.
std::vector<std::string> executed_programs(const Selected& selected,
                                           const std::function<bool(std::string_view)>& wanted);

// "python3.11" from "/usr/bin/python3.11".
std::string_view file_name(std::string_view path);

// The name is the prefix and then nothing but digits and dots: "python3.11".
bool is_versioned_name(std::string_view name, std::string_view prefix);

}  // namespace whittle::rehearse
