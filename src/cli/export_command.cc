#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "commands/export.h"
#include "whittle/error.h"

namespace whittle::cli {

int export_command(const Arguments& arguments) {
  std::string artifacts;
  std::string output;
  bool dockerfile = false;
  parse({.name = "whittle export",
         .usage = "--dockerfile [options] ARTIFACTS",
         .summary = "Writes a minified image in a form for other tools.",
         .arguments = {{"ARTIFACTS", "", "the directory given to minify --artifacts", &artifacts,
                        Needed::yes}},
         .groups = {{"Options",
                     {{"--dockerfile", "", "a directory from which docker build makes the image",
                       &dockerfile},
                      {"-o,--output", "DIR", "that directory; default: ARTIFACTS/dockerfile",
                       &output}}}},
         .examples = {"whittle export --dockerfile out",
                      "whittle export --dockerfile -o build out && docker build -t small build"}},
        arguments);
  if (!dockerfile) throw UsageError("the form of the export is missing", "give --dockerfile");

  if (output.empty()) output = artifacts + "/dockerfile";
  for (const std::string& warning : commands::export_dockerfile(artifacts, output)) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  std::cout << output << "\n";
  return kDone;
}

}  // namespace whittle::cli
