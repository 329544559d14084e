#include <set>

#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{64} << 10;

// nsswitch.conf(5): "hosts: files mdns4_minimal [NOTFOUND=return] dns".
std::set<std::string> services_of(std::string_view file) {
  std::set<std::string> services;
  for (const std::string& whole_line : text::split(file, "\n")) {
    std::string line = whole_line.substr(0, whole_line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) continue;
    for (std::size_t open; (open = line.find('[')) != std::string::npos;) {
      line.erase(open, line.find(']', open) - open + 1);
    }
    for (std::string& service : text::split(std::string_view(line).substr(colon + 1), " \t\r")) {
      if (service.find('/') == std::string::npos) services.insert(std::move(service));
    }
  }
  return services;
}

}  // namespace

// glibc opens these libraries by name at the first look-up of a user or a host, which may not
// happen in a recorded run.
void name_service(RuleContext& context) {
  const std::optional<NodeId> libc = context.elf.followed_soname("libc.so.6");
  if (!libc) return;
  std::set<std::string> services = {"files", "dns"};
  const auto configuration = context.tree.resolve("/etc/nsswitch.conf", FollowLast::yes).node;
  if (configuration) services.merge(services_of(context.contents.head(*configuration, kMaxBytes)));
  for (const std::string& service : services) {
    const Reason reason = {"name-service", "service " + service, context.tree.path(*libc)};
    context.elf.follow_opened("libnss_" + service + ".so.2", *libc, reason);
  }
}

}  // namespace whittle::select::rules
