#include <iostream>

#include "artifacts/kept_results.h"
#include "cli/command_table.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "commands/explain.h"
#include "select/keep_file/explanation_text.h"

namespace whittle::cli {
namespace {

std::string as_text(const select::Explanation& explanation) {
  return select::explanation_text(explanation);
}
std::string as_text(const profile::CallExplanation& explanation) {
  return profile::call_text(explanation);
}
std::string as_json(const select::Explanation& explanation) {
  return select::explanation_json(explanation);
}
std::string as_json(const profile::CallExplanation& explanation) {
  return profile::call_json(explanation);
}

}  // namespace

int explain_command(const Arguments& arguments) {
  std::string artifacts;
  std::string subject;
  std::string cache = default_cache();
  bool json = false;
  parse({.name = "whittle explain",
         .usage = "[options] ARTIFACTS PATH|CALL",
         .summary = "Shows why a path of the image was kept or dropped, or which programs made a "
                    "system call and why the profile allows or refuses it.",
         .arguments = {{"ARTIFACTS", "",
                        "the directory given to minify --artifacts; or result:NAME, of one of its "
                        "last runs",
                        &artifacts, Needed::yes},
                       {"PATH|CALL", "",
                        "an absolute path in the image, or the name of a system call", &subject,
                        Needed::yes}},
         .groups = {{"Options",
                     {{"--json", "", "print JSON", &json},
                      {"--cache", "DIR", "where result:NAME is looked for", &cache}}}},
         .examples = {"whittle explain out /usr/sbin/nginx",
                      "whittle explain result:nginx:small openat"}},
        arguments);

  const artifacts::Source source = artifacts::find_source(artifacts, cache);
  const commands::Explained explained = commands::explain(source.directory, subject);
  std::cout << std::visit(
      [json](const auto& explanation) {
        return json ? as_json(explanation) : as_text(explanation);
      },
      explained);
  return kDone;
}

}  // namespace whittle::cli
