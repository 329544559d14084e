#include <iostream>

#include "artifacts/kept_results.h"
#include "cli/command_table.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "cli/text_output.h"
#include "commands/merge.h"

namespace whittle::cli {

int merge_command(const Arguments& arguments) {
  std::vector<std::string> sources;
  std::string output;
  std::string cache = default_cache();
  bool across_images = false;
  parse({.name = "whittle merge",
         .usage = "[options] TRACE...",
         .summary = "Unites traces into one that has everything that any of them has.",
         .arguments = {{"TRACE", "", "trace.json, a directory of artifacts, or result:NAME",
                        &sources, Needed::yes}},
         .groups = {{"Options",
                     {{"-o,--output", "FILE", "where the union goes; default: stdout", &output},
                      {"--across-images", "",
                       "unite traces of different images, to be applied by path", &across_images},
                      {"--cache", "DIR", "where result:NAME is looked for", &cache}}}},
         .examples = {"whittle merge -o all.json first.json second.json",
                      "whittle merge --across-images -o all.json old/trace.json new/trace.json"}},
        arguments);
  std::vector<artifacts::Source> found;
  found.reserve(sources.size());
  for (std::string& source : sources) {
    source = found.emplace_back(artifacts::find_source(source, cache)).directory;
  }
  const auto images = across_images ? artifacts::Images::any : artifacts::Images::one;
  put_text(output, commands::merge(sources, images));
  return kDone;
}

}  // namespace whittle::cli
