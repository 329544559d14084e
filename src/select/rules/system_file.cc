#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

constexpr struct {
  const char* path;
  const char* why;
} kFiles[] = {
    {"/etc/os-release", "names the system, also to scanners"},
    {"/usr/lib/os-release", "names the system, also to scanners"},
    {"/etc/nsswitch.conf", "order of name look-ups"},
    {"/etc/hosts", "engines put theirs here"},
    {"/etc/hostname", "engines put theirs here"},
    {"/etc/resolv.conf", "engines put theirs here"},
};

}  // namespace

void system_file(RuleContext& context) {
  for (const auto& [path, why] : kFiles) {
    context.marker.mark_path(path, {"system-file", why, ""});
  }
}

}  // namespace whittle::select::rules
