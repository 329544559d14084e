#include <iostream>

#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "pipeline/diff.h"
#include "report/comparison_text.h"

namespace whittle::cli {

int diff_command(const Arguments& arguments) {
  pipeline::DiffOptions options;
  std::string cache = default_cache();
  std::string platform;
  std::size_t top = 15;
  bool json = false;
  CLI::App app("Compares two images, or an image with what minify has made of it.", "whittle diff");
  app.add_option("BEFORE", options.before,
                 "an image as for minify, or the directory given to minify --artifacts")
      ->required();
  app.add_option("AFTER", options.after, "likewise; not needed after a directory of artifacts");
  app.add_option("--depth", options.depth, "components of a directory with a row of its own")
      ->capture_default_str();
  app.add_option("--top", top, "rows that a table shows")->capture_default_str();
  app.add_option("--cache", cache, "directory for unpacked layers")->capture_default_str();
  app.add_option("--platform", platform, "os/architecture of an index; default: this machine's");
  app.add_flag("--json", json, "for programs; every row and every path that differs");
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  options.cache = cache;
  if (!platform.empty()) options.platform = Platform::parse(platform);

  Comparison comparison;
  {
    ConsoleProgress progress(Detail::brief);
    comparison = pipeline::diff(options, progress);
  }
  std::cout << (json ? report::comparison_json(comparison)
                     : report::comparison_text(comparison, top));
  return kDone;
}

}  // namespace whittle::cli
