#include <iostream>

#include "artifacts/kept_results.h"
#include "cli/command_table.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "commands/export.h"
#include "whittle/error.h"

namespace whittle::cli {

int export_command(const Arguments& arguments) {
  std::string artifacts;
  std::string output;
  std::string cache = default_cache();
  bool dockerfile = false;
  parse({.name = "whittle export",
         .usage = "--dockerfile [options] ARTIFACTS",
         .summary = "Writes a minified image in a form for other tools.",
         .arguments = {{"ARTIFACTS", "",
                        "the directory given to minify --artifacts; or result:NAME, of one of its "
                        "last runs",
                        &artifacts, Needed::yes}},
         .groups = {{"Options",
                     {{"--dockerfile", "", "a directory from which docker build makes the image",
                       &dockerfile},
                      {"-o,--output", "DIR", "that directory; default: ARTIFACTS/dockerfile",
                       &output},
                      {"--cache", "DIR", "where result:NAME is looked for", &cache}}}},
         .examples = {"whittle export --dockerfile out",
                      "whittle export --dockerfile -o build out && docker build -t small build"}},
        arguments);
  if (!dockerfile) throw UsageError("the form of the export is missing", "give --dockerfile");

  if (output.empty() && artifacts::is_result(artifacts)) {
    throw UsageError("there is no directory for the export of " + artifacts, "give -o DIR");
  }
  const artifacts::Source source = artifacts::find_source(artifacts, cache);
  if (output.empty()) output = artifacts + "/dockerfile";
  for (const std::string& warning : commands::export_dockerfile(source.directory, output)) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  std::cout << output << "\n";
  return kDone;
}

}  // namespace whittle::cli
