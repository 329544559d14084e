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
  parse(
      {.name = "whittle merge",
       .usage = "[options] TRACE...",
       .summary = "Unites traces into one that has everything that any of them has.",
       .arguments = {{"TRACE", "", "trace.json or a directory of artifacts", &sources,
                      Needed::yes}},
       .groups = {{"Options",
                   {{"-o,--output", "FILE", "where the union goes; default: stdout", &output},
                    {"--across-images", "",
                     "unite traces of different images, to be applied by path", &across_images}}}},
       .examples = {"whittle merge -o all.json first.json second.json",
                    "whittle merge --across-images -o all.json old/trace.json new/trace.json"}},
      arguments);
  const auto images = across_images ? pipeline::Images::any : pipeline::Images::one;
  put_text(output, pipeline::unite_traces(sources, images));
  return kDone;
}

}  // namespace whittle::cli
