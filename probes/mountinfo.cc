#include "probes/mountinfo.h"

#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kMaxMountinfo = std::size_t{4} << 20;

// Space, tab, newline and backslash are written as \ooo.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size()) {
      out += static_cast<char>(std::strtol(std::string(text.substr(i + 1, 3)).c_str(), nullptr, 8));
      i += 3;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string_view next_field(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

std::uint64_t device_of(const std::string& text) {
  char* end = nullptr;
  const unsigned long major = std::strtoul(text.c_str(), &end, 10);
  const unsigned long minor = *end == ':' ? std::strtoul(end + 1, nullptr, 10) : 0;
  return ::makedev(static_cast<unsigned>(major), static_cast<unsigned>(minor));
}

MountEntry parse(std::string_view line) {
  MountEntry entry;
  entry.id = std::strtoull(std::string(next_field(line)).c_str(), nullptr, 10);
  next_field(line);  // parent
  entry.device = device_of(std::string(next_field(line)));
  entry.root = unescape(next_field(line));
  entry.mount_point = unescape(next_field(line));
  // Options and optional fields; "-" ends them.
  while (!line.empty() && next_field(line) != "-") {
  }
  entry.type = next_field(line);
  return entry;
}

}  // namespace

std::vector<MountEntry> mounts_of(pid_t pid) {
  std::string table;
  try {
    table = base::read_file("/proc/" + std::to_string(pid) + "/mountinfo", kMaxMountinfo);
  } catch (const Error&) {
    return {};
  }
  std::vector<MountEntry> entries;
  for (std::string_view rest = table; !rest.empty();) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    entries.push_back(parse(rest.substr(0, end)));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return entries;
}

}  // namespace whittle::probes
