// Rules of an AppArmor profile that do not depend on the trace, and properties of well-known
// directories; each rule has a reason.
#pragma once

#include <span>
#include <string_view>

namespace whittle::profile {

struct KnownRule {
  std::string_view text;
  std::string_view why;
};

// What every container needs. A trace has only the file system of the image, not /proc, /sys, /dev
// and what the engine mounts.
std::span<const KnownRule> basic_file_rules();
// What is always denied, as in Docker's own profile (docker-default).
std::span<const KnownRule> deny_rules();

// A rule that is added if the app has entered a call of each group.
struct CallRule {
  std::string_view text;
  std::string_view calls;  // separated by spaces
  std::string_view also;   // second group; empty: none
  std::string_view why;
};
std::span<const CallRule> network_rules();

// Directories shared by many programs: neither readable nor writable as a whole.
bool is_shared_directory(std::string_view path);
// Directories of programs and configuration: files that an app creates there are allowed by name,
// not by directory.
bool is_system_path(std::string_view path);
// Directories of data: where an app has created a file it may create others.
bool is_data_path(std::string_view path);
// Cache directories that interpreters create beside the files that they run.
bool is_cache_name(std::string_view name);
// Directories of programs.
bool is_program_directory(std::string_view path);
// Database files, which are read under a lock.
bool is_locked_for_reading(std::string_view path);

}  // namespace whittle::profile
