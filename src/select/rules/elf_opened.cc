#include <algorithm>

#include "select/closure/budget.h"
#include "select/rules/rules.h"
#include "text/size.h"

namespace whittle::select::rules {
namespace {

// Most users of a library never need what it opens by name: glibc opens a library for international
// host names, libselinux one for loading a policy.
constexpr std::int64_t kMaxForLibrary = std::int64_t{256} << 10;

}  // namespace

// A name only counts if the loader finds it from this file; most programs have none. Plugins have
// the same budget as programs, because what they open is their purpose.
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
          {"over-budget", node.path + " opens it by name, with its libraries " + text::size(bytes),
           node.path});
      // Most users of a library never need what it opens by name.
      if (context.elf.is_private(node.id)) {
        context.left_out.add({.kind = "libraries that kept programs open by name",
                              .what = context.tree.path(loads.front()),
                              .asked_by = node.path,
                              .option = "--data-budget",
                              .budget = context.options.data_budget,
                              .needed = bytes,
                              .include = context.tree.path(loads.front()),
                              .nodes = {loads.front()},
                              .bytes = bytes});
      }
    }
  }
}

}  // namespace whittle::select::rules
