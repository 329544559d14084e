#include "select/closure/compiled_module.h"

#include <algorithm>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/tree_lookup.h"
#include "text/size.h"

namespace whittle::select {
namespace {

bool is_compiled(const std::string& path) {
  return path.ends_with(".so") || path.ends_with(".node");
}

}  // namespace

bool runs_here(RuleContext& context, NodeId file) {
  const ElfFile* const elf = context.elf.file(file);
  if (elf == nullptr) return false;
  const bool musl = std::ranges::any_of(elf->needed, [](const std::string& name) {
    return name == "libc.so" || name.starts_with("libc.musl-");
  });
  const bool glibc = std::ranges::any_of(
      elf->needed, [](const std::string& name) { return name.starts_with("libc.so.6"); });
  const auto has_loader = [&](std::string_view start) {
    const std::optional<NodeId> directory = directory_at(context.tree, "/lib");
    if (!directory) return false;
    const auto& children = context.tree.node(*directory).children;
    const auto found = children.lower_bound(start);
    return found != children.end() && found->first.starts_with(start);
  };
  const bool image_has_musl = has_loader("ld-musl-");
  return !(musl && !image_has_musl) && !(glibc && image_has_musl && !has_loader("ld-linux"));
}

bool keep_module(RuleContext& context, const std::string& path, const Reason& reason) {
  const std::optional<NodeId> node = context.tree.resolve(path, FollowLast::yes).node;
  if (!node || context.tree.metadata(*node).type != FileType::regular) return false;
  if (is_compiled(path) && !context.marker.kept(*node)) {
    const bool own = context.languages.origins.is_application(*node);
    const std::int64_t budget = own ? context.options.app_budget : context.options.data_budget;
    const std::int64_t bytes = weigh(context, {{path, *node}});
    if (bytes > budget) {
      context.marker.leave_out(
          *node, {"over-budget", reason.evidence + ", " + text::size(bytes), reason.parent});
      if (runs_here(context, *node)) {
        context.left_out.add({.kind = "compiled modules, with their libraries",
                              .what = path,
                              .asked_by = reason.evidence + " in " + reason.parent,
                              .option = own ? "--app-budget" : "--data-budget",
                              .budget = budget,
                              .needed = bytes,
                              .include = path,
                              .nodes = {*node},
                              .bytes = bytes});
      }
      return true;
    }
  }
  context.marker.mark_path(path, reason);
  return true;
}

}  // namespace whittle::select
