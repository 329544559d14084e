#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "cli/text_output.h"
#include "pipeline/recorded.h"

namespace whittle::cli {

int merge_command(const Arguments& arguments) {
  std::vector<std::string> sources;
  std::string output;
  bool across_images = false;
  CLI::App app("Unites traces: what any of them has seen.", "whittle merge");
  app.add_option("TRACE", sources, "trace.json or a directory of artifacts")->required();
  app.add_option("-o,--output", output, "the file of the union; default: stdout");
  app.add_flag("--across-images", across_images,
               "unite traces of different images; the union is of none, and is applied by path");
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  const auto images = across_images ? pipeline::Images::any : pipeline::Images::one;
  put_text(output, pipeline::unite_traces(sources, images));
  return kDone;
}

}  // namespace whittle::cli
