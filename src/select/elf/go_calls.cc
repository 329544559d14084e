#include "select/elf/go_calls.h"

#include <map>

namespace whittle::select {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kBuildInformation = "\xff Go buildinf:"sv;
constexpr std::string_view kPackages[] = {"\0syscall."sv, "\0golang.org/x/sys/unix."sv,
                                          "\0internal/syscall/unix."sv};
constexpr std::size_t kMaxWrapper = 64;

// Where the name of a wrapper is not that of the call.
constexpr struct {
  std::string_view wrapper, call;
} kOtherNames[] = {{"unmount", "umount2"}, {"klogctl", "syslog"}};
// Wrappers that begin so are of the call.
constexpr std::string_view kManyWrappers[] = {"ptrace", "keyctl"};

std::string plain(std::string_view name) {
  std::string text;
  for (const char character : name) {
    if (character == '_') continue;
    const bool upper = character >= 'A' && character <= 'Z';
    text += upper ? static_cast<char>(character - 'A' + 'a') : character;
  }
  return text;
}

std::string call_of(std::string_view wrapper) {
  const std::string name = plain(wrapper);
  for (const auto& other : kOtherNames) {
    if (name == other.wrapper) return plain(other.call);
  }
  for (const std::string_view call : kManyWrappers) {
    if (name.starts_with(call)) return std::string(call);
  }
  return name;
}

}  // namespace

bool is_go(std::string_view file) {
  return file.find(kBuildInformation) != std::string_view::npos;
}

std::set<std::string> go_calls(std::string_view file, const std::set<std::string>& wanted) {
  std::map<std::string, std::string> by_plain;
  for (const std::string& call : wanted) by_plain.emplace(plain(call), call);
  std::set<std::string> found;
  for (const std::string_view package : kPackages) {
    for (std::size_t at = file.find(package); at != std::string_view::npos;
         at = file.find(package, at + package.size())) {
      const std::string_view rest = file.substr(at + package.size(), kMaxWrapper);
      const auto call = by_plain.find(call_of(rest.substr(0, rest.find('\0'))));
      if (call != by_plain.end()) found.insert(call->second);
    }
  }
  return found;
}

bool go_dials(std::string_view file) {
  return file.find("\0net.(*Dialer).DialContext\0"sv) != std::string_view::npos;
}

}  // namespace whittle::select
