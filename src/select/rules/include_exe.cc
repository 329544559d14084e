#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "whittle/error.h"

namespace whittle::select::rules {

void include_exe(Selection& selection) {
  for (const std::string& name : selection.options.include_exes) {
    const auto path = find_program(selection.tree, selection.config, name);
    if (!path) {
      throw Error("--include-exe " + name + ": no such program in the image's PATH",
                  "name a file by --include-bin PATH");
    }
    selection.marker.mark_path(*path, {"include-exe", name, ""});
  }
}

}  // namespace whittle::select::rules
