// Paths as texts: no file system is asked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::probes {

// "a//b/" -> a, b; "." and ".." stay.
std::vector<std::string_view> components(std::string_view path);
std::string join(const std::string& directory, std::string_view name);
std::string parent(const std::string& path);  // of an absolute one; the root is its own

}  // namespace whittle::probes
