#include "select/rules/rules.h"

namespace whittle::select::rules {

// Kept unchanged: the loader ignores entries for libraries that are gone.
void elf_cache(RuleContext& context) {
  for (const char* loader : {"ld-linux", "ld64.so", "ld.so."}) {
    const std::optional<NodeId> node = context.elf.followed_soname(loader);
    if (!node) continue;
    context.marker.mark_path("/etc/ld.so.cache",
                             {"elf-cache", "read by the loader", context.tree.path(*node)});
  }
}

}  // namespace whittle::select::rules
