#include "select/lookup/path_hint.h"
#include "select/rules/rules.h"
#include "whittle/error.h"

namespace whittle::select::rules {

void include_bin(Selection& selection) {
  for (const std::string& path : selection.options.include_bins) {
    if (!selection.marker.mark_path(path, {"include-bin", path, ""})) {
      throw Error("--include-bin " + path + ": not in the image",
                  nearest_hint(selection.tree, path));
    }
  }
}

}  // namespace whittle::select::rules
