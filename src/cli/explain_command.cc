#include <iostream>

#include "cli/command_table.h"
#include "cli/parser.h"
#include "pipeline/minify.h"
#include "select/keep_file.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

std::string reason_text(const Reason& reason) {
  std::string text = reason.rule;
  if (!reason.evidence.empty()) text += ": " + reason.evidence;
  return text;
}

}  // namespace

int explain_command(const Arguments& arguments) {
  std::string artifacts;
  std::string path;
  CLI::App app("Says why a path of the image was kept or dropped.", "whittle explain");
  app.add_option("ARTIFACTS", artifacts, "the directory given to minify --artifacts")->required();
  app.add_option("PATH", path, "an absolute path in the image")->required();
  try {
    parse(app, arguments);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }

  const auto chain = select::explain(std::filesystem::path(artifacts) / pipeline::kKeepFile, path);
  if (chain.empty()) {
    throw Error("the image has no path " + path, "paths are absolute, as in /etc/passwd");
  }
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const select::ExplainedPath& step = chain[i];
    std::cout << std::string(2 * i, ' ') << (i > 0 ? "because of " : "") << step.path << "  "
              << (step.verdict.kept ? "kept" : "dropped") << " ("
              << reason_text(step.verdict.reason) << ")\n";
  }
  return kDone;
}

}  // namespace whittle::cli
