#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "cli/text_output.h"
#include "commands/merge.h"

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
  const auto images = across_images ? artifacts::Images::any : artifacts::Images::one;
  put_text(output, commands::merge(sources, images));
  return kDone;
}

}  // namespace whittle::cli
