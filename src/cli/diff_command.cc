#include <iostream>

#include "artifacts/kept_results.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "commands/diff.h"
#include "report/comparison_text.h"

namespace whittle::cli {

int diff_command(const Arguments& arguments) {
  commands::DiffOptions options;
  std::string cache = default_cache();
  std::string platform;
  int depth = static_cast<int>(options.depth);
  int top = 15;
  bool json = false;
  parse({.name = "whittle diff",
         .usage = "[options] BEFORE [AFTER]",
         .summary = "Compares two images, or an image with the result of minify.",
         .arguments = {{"BEFORE", "",
                        "an image as for minify, the directory given to minify --artifacts, or "
                        "result:NAME, of one of its last runs",
                        &options.before, Needed::yes},
                       {"AFTER", "", "the same; not needed after a directory of artifacts",
                        &options.after}},
         .groups = {{"Options",
                     {{"--depth", "N", "directories of at most N components have rows of their own",
                       Number{&depth, 0, 1000}},
                      {"--top", "N", "rows that a table shows", Number{&top, 0, 1'000'000}},
                      {"--json", "", "print JSON: every row and every path that differs", &json},
                      {"--cache", "DIR", "directory for unpacked layers", &cache},
                      {"--platform", "OS/ARCHITECTURE",
                       "which image of an index to take; default: this machine's", &platform}}}},
         .examples = {"whittle diff out", "whittle diff nginx:latest nginx:small"}},
        arguments);
  options.depth = static_cast<unsigned>(depth);
  options.cache = cache;
  if (!platform.empty()) options.platform = Platform::parse(platform);

  const artifacts::Source before = artifacts::find_source(options.before, options.cache);
  const artifacts::Source after = artifacts::find_source(options.after, options.cache);
  options.before = before.directory;
  options.after = after.directory;

  Comparison comparison;
  {
    ConsoleProgress progress(Detail::brief);
    comparison = commands::diff(options, progress);
  }
  std::cout << (json ? report::comparison_json(comparison)
                     : report::comparison_text(comparison, static_cast<std::size_t>(top)));
  return kDone;
}

}  // namespace whittle::cli
