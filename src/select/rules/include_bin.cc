#include "select/lookup/path_hint.h"
#include "select/rules/rules.h"
#include "whittle/error.h"

namespace whittle::select::rules {

void include_bin(RuleContext& context) {
  for (const std::string& path : context.options.include_bins) {
    if (!context.marker.mark_path(path, {"include-bin", path, ""})) {
      throw Error("--include-bin " + path + ": not in the image", path_hint(context.tree, path));
    }
  }
}

}  // namespace whittle::select::rules
