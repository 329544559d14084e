#include "select/rules/rules.h"

namespace whittle::select::rules {

void elf_needed(Selection& selection, const KeptNode& node) {
  if (has_elf_magic(node.head)) selection.elf.follow(node.id);
}

}  // namespace whittle::select::rules
