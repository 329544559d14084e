#include <sys/utsname.h>

#include <cerrno>
#include <map>

#include "whittle/error.h"
#include "whittle/image.h"

namespace whittle {
namespace {

struct Machine {
  const char* architecture;
  const char* variant = "";
};

// uname -m to GOARCH and GOARM, as containerd names them.
const std::map<std::string, Machine, std::less<>> kMachines = {
    {"x86_64", {"amd64"}},     {"i386", {"386"}},         {"i486", {"386"}},
    {"i586", {"386"}},         {"i686", {"386"}},         {"aarch64", {"arm64"}},
    {"armv5l", {"arm", "v5"}}, {"armv6l", {"arm", "v6"}}, {"armv7l", {"arm", "v7"}},
    {"armv8l", {"arm", "v7"}}, {"ppc64le", {"ppc64le"}},  {"ppc64", {"ppc64"}},
    {"s390x", {"s390x"}},      {"riscv64", {"riscv64"}},  {"loongarch64", {"loong64"}},
    {"mips64", {"mips64"}},
};

// arm64 is v8 by default: "arm64" and "arm64/v8" are the same platform.
std::string plain_variant(const Platform& platform) {
  return platform.architecture == "arm64" && platform.variant == "v8" ? "" : platform.variant;
}

}  // namespace

Platform Platform::host() {
  utsname names{};
  if (::uname(&names) != 0)
    throw SystemError("cannot determine this machine's architecture", errno);
  const auto found = kMachines.find(std::string_view(names.machine));
  if (found == kMachines.end()) return {.architecture = names.machine};
  return {.architecture = found->second.architecture, .variant = found->second.variant};
}

Platform Platform::parse(const std::string& text) {
  const auto wrong = [&] {
    return UsageError("not a platform: \"" + text + "\"",
                      "write OS/ARCHITECTURE[/VARIANT], for example linux/arm64");
  };
  std::string parts[3];
  std::size_t count = 0;
  std::size_t start = 0;
  while (true) {
    if (count == 3) throw wrong();
    const std::size_t slash = text.find('/', start);
    parts[count] = text.substr(start, slash - start);
    if (parts[count++].empty()) throw wrong();
    if (slash == std::string::npos) break;
    start = slash + 1;
  }
  if (count < 2) throw wrong();
  return {.os = parts[0], .architecture = parts[1], .variant = parts[2]};
}

std::string Platform::str() const {
  return os + "/" + architecture + (variant.empty() ? "" : "/" + variant);
}

bool Platform::matches(const Platform& other) const {
  if (os != other.os || architecture != other.architecture) return false;
  const std::string wanted = plain_variant(*this);
  return wanted.empty() || wanted == plain_variant(other);
}

}  // namespace whittle
