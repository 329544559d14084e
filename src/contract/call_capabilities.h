// Which of Docker's default capabilities a system call asks for (capabilities(7)): enough to tell
// from a call that was refused what to give back.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace whittle::contract {

struct CallCapability {
  const char* calls;  // separated by spaces
  const char* capability;
  // yes: a program that makes the call has a use for the capability; no: it may as well ask for
  // what everybody may do, and only a refusal shows.
  enum class Tells { no, yes } by_itself = Tells::no;
};

std::span<const CallCapability> call_capabilities();

// The names in a file's capabilities as its inode has them (struct vfs_cap_data, capabilities(7)).
std::vector<std::string> capabilities_of_file(const std::string& xattr);
inline constexpr const char* kFileCapabilities = "security.capability";

}  // namespace whittle::contract
