#include "select/rules/rules.h"
#include "select/used_in_recording.h"

namespace whittle::select::rules {

// The kernel opens the interpreter itself: no system call names it.
void elf_interpreter(RuleContext& context, const KeptNode& node) {
  const ElfFile* const file = has_elf_magic(node.head) ? context.elf.file(node.id) : nullptr;
  if (file == nullptr || file->interpreter.empty()) return;
  const std::string& loader = file->interpreter;
  const bool found =
      context.marker.mark_path(loader, {"elf-interpreter", "PT_INTERP " + loader, node.path})
          .has_value();
  // Packages often bring a program for each C library.
  if (!found && used_in_recording(context, node.path)) {
    context.warnings.push_back(node.path + " needs " + loader + ", which is not in the image");
  }
}

}  // namespace whittle::select::rules
