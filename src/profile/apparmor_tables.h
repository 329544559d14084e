// What an AppArmor profile says whatever the app was seen to do, and what is known of the places in
// a file system; each with the reason.
#pragma once

#include <span>
#include <string_view>

namespace whittle::profile {

struct KnownRule {
  std::string_view text;
  std::string_view why;
};

// What every container needs and no trace has: it tells of the image's own file system alone, and
// not of /proc, /sys, /dev and what the engine mounts.
std::span<const KnownRule> basic_file_rules();
// What is denied for good, whatever else allows it, as Docker's own profile does (docker-default).
std::span<const KnownRule> deny_rules();

// A rule that stands where the app has entered one of the calls of each group.
struct CallRule {
  std::string_view text;
  std::string_view calls;  // separated by blanks
  std::string_view also;   // likewise; empty: nothing else is asked
  std::string_view why;
};
std::span<const CallRule> network_rules();

// Directories in which everybody's files lie: neither read nor written as a whole.
bool is_shared_directory(std::string_view path);
// Below these lie programs and configuration: what an app makes there is named, not its directory.
bool is_system_path(std::string_view path);
// Below these lies what an app works on: with a file made there, others are to be expected.
bool is_data_path(std::string_view path);
// Directories that an interpreter makes beside what it runs, wherever that is.
bool is_cache_name(std::string_view name);
// Directories of programs.
bool is_program_directory(std::string_view path);
// Databases that are read under a lock.
bool is_locked_for_reading(std::string_view path);

}  // namespace whittle::profile
