#include "select/rules/rules.h"

namespace whittle::select::rules {

// The kernel opens the interpreter itself: no system call names it.
void elf_interpreter(RuleContext& context, const KeptNode& node) {
  const ElfFile* const file = has_elf_magic(node.head) ? context.elf.file(node.id) : nullptr;
  if (file == nullptr || file->interpreter.empty()) return;
  const std::string& loader = file->interpreter;
  if (!context.marker.mark_path(loader, {"elf-interpreter", "PT_INTERP " + loader, node.path})) {
    context.warnings.push_back(node.path + " needs " + loader + ", which is not in the image");
  }
}

}  // namespace whittle::select::rules
