// Functions on paths as text, without access to a file system.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace whittle::probes {

// "a//b/" gives a, b; "." and ".." are kept.
std::vector<std::string_view> components(std::string_view path);
std::string join(const std::string& directory, std::string_view name);
std::string parent(const std::string& path);  // of an absolute path; "/" is its own parent

}  // namespace whittle::probes
