#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/export.h"
#include "whittle/error.h"

namespace whittle::cli {

int export_command(const Arguments& arguments) {
  std::string artifacts;
  std::string output;
  bool dockerfile = false;
  CLI::App app("Writes what a minified image is made of in a form for other tools.",
               "whittle export");
  app.add_option("ARTIFACTS", artifacts, "the directory given to minify --artifacts")->required();
  app.add_flag("--dockerfile", dockerfile, "a directory from which docker build makes the image");
  app.add_option("-o,--output", output, "that directory; default: ARTIFACTS/dockerfile");
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  if (!dockerfile) throw UsageError("nothing says what to export", "give --dockerfile");

  if (output.empty()) output = artifacts + "/dockerfile";
  for (const std::string& warning : pipeline::export_dockerfile(artifacts, output)) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  std::cout << output << "\n";
  return kDone;
}

}  // namespace whittle::cli
