#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "whittle/error.h"

namespace whittle::select::rules {

void include_exe(RuleContext& context) {
  for (const std::string& name : context.options.include_exes) {
    const auto path = find_program(context.tree, context.config, name);
    if (!path) {
      throw Error("--include-exe " + name + ": no such program in the image's PATH",
                  "give the file's path with --include-bin PATH");
    }
    context.marker.mark_path(*path, {"include-exe", name, ""});
  }
}

}  // namespace whittle::select::rules
