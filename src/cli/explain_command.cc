#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/minify.h"
#include "select/explanation_text.h"
#include "select/nearest.h"
#include "whittle/error.h"

namespace whittle::cli {

int explain_command(const Arguments& arguments) {
  std::string artifacts;
  std::string path;
  bool json = false;
  CLI::App app("Says why a path of the image was kept or dropped.", "whittle explain");
  app.add_option("ARTIFACTS", artifacts, "the directory given to minify --artifacts")->required();
  app.add_option("PATH", path, "an absolute path in the image; symlinks in it are followed")
      ->required();
  app.add_flag("--json", json, "for programs");
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }

  const select::KeepFile keep(std::filesystem::path(artifacts) / pipeline::kKeepFile);
  const FileTree tree = select::tree_of(keep);
  const std::optional<select::Explanation> explanation = select::explain(keep, tree, path);
  if (!explanation) {
    throw Error("the image has no path " + path, path.starts_with('/')
                                                     ? select::nearest_hint(tree, path)
                                                     : "paths are absolute, as in /etc/passwd");
  }
  std::cout << (json ? select::explanation_json(*explanation)
                     : select::explanation_text(*explanation));
  return kDone;
}

}  // namespace whittle::cli
