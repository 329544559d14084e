#include "select/rules/rules.h"

namespace whittle::select::rules {

void elf_needed(RuleContext& context, const KeptNode& node) {
  if (has_elf_magic(node.head)) context.elf.follow(node.id);
}

}  // namespace whittle::select::rules
