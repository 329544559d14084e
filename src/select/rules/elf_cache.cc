#include "select/rules/rules.h"

namespace whittle::select::rules {

// Kept as it is: the loader passes over libraries in it that are gone.
void elf_cache(Selection& selection) {
  for (const char* loader : {"ld-linux", "ld64.so", "ld.so."}) {
    const std::optional<NodeId> node = selection.elf.followed_soname(loader);
    if (!node) continue;
    selection.marker.mark_path("/etc/ld.so.cache",
                               {"elf-cache", "read by the loader", selection.tree.path(*node)});
  }
}

}  // namespace whittle::select::rules
