#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"
#include "select/used_in_recording.h"
#include "text/pattern.h"

namespace whittle::select::rules {
namespace {

// Where nothing is created in a container's own file system.
bool is_of_the_kernel(std::string_view path) {
  return path.starts_with("/proc/") || path.starts_with("/sys/") || path.starts_with("/dev/");
}

}  // namespace

// A socket, a pid file, a log: a file that the image does not have will be created, so its
// directory has to be there. It takes no bytes to keep it.
void named_place(RuleContext& context, const KeptNode& node) {
  const text::FileStrings& strings = context.evidence.strings(node);
  if (strings.paths.empty() || !used_in_recording(context, node.path)) return;
  for (const std::string& name : strings.paths) {
    const std::string path = text::normal_path(name);
    const std::string directory = parent_path(path);
    if (directory == "/" || is_of_the_kernel(path) || text::has_wildcard(directory)) continue;
    if (!context.tree.resolve(path, FollowLast::yes).node &&
        directory_at(context.tree, directory)) {
      context.marker.mark_path(directory, {"named-place", "names " + path, node.path});
    }
    // Itself: literal-path does not follow what is below /run.
    if (path.starts_with("/run/") || path.starts_with("/var/run/")) {
      if (directory_at(context.tree, path)) {
        context.marker.mark_path(path, {"named-place", "names " + path, node.path});
      }
    }
  }
}

}  // namespace whittle::select::rules
