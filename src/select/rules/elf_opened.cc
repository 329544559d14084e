#include <algorithm>

#include "select/closure/budget.h"
#include "select/rules/rules.h"

namespace whittle::select::rules {
namespace {

// What a library opens is for a few of its users: the C library knows one for international host
// names, and libselinux one for loading a policy.
constexpr std::int64_t kMaxForLibrary = std::int64_t{256} << 10;

}  // namespace

// Only names that the loader finds from this file count; most programs have none. Plugins count as
// programs: they are there for what they open.
void elf_opened(RuleContext& context, const KeptNode& node) {
  if (!has_elf_magic(node.head)) return;
  const ElfFile* const file = context.elf.file(node.id);
  if (file == nullptr) return;
  const std::int64_t most = context.elf.is_private(node.id)
                                ? context.options.data_budget
                                : std::min(kMaxForLibrary, context.options.data_budget);
  for (const std::string& library : context.evidence.strings(node).libraries) {
    if (library == file->soname ||
        std::find(file->needed.begin(), file->needed.end(), library) != file->needed.end()) {
      continue;
    }
    const std::vector<NodeId> loads = context.elf.would_open(library, node.id);
    std::int64_t bytes = 0;
    for (const NodeId id : loads) {
      if (!context.marker.kept(id)) bytes += counted_bytes(context.tree.metadata(id));
    }
    if (bytes <= most) {
      context.elf.follow_opened(library, node.id,
                                {"elf-opened", "opens " + library + " by name", node.path});
    } else if (!loads.empty()) {
      context.marker.leave_out(
          loads.front(),
          {"over-budget", node.path + " opens it by name, with its libraries " + format_size(bytes),
           node.path});
    }
  }
}

}  // namespace whittle::select::rules
