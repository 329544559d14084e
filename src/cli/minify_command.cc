#include <iostream>

#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "report/summary_text.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

void require_proof(const Verification& verification) {
  if (!verification.run || verification.passed) return;
  std::string missing;
  for (const std::string& file : verification.missing.files) missing += " file " + file + ",";
  for (const std::string& call : verification.missing.syscalls)
    missing += " system call " + call + ",";
  if (!missing.empty()) missing = "; missing:" + missing.substr(0, missing.size() - 1);
  throw Error("the new image does not pass its proof, so it was not handed out: " +
                  verification.failure + missing,
              "exercise more of the app, or add what is missing with --include-path",
              verification.log_tail);
}

}  // namespace

int minify_command(const Arguments& arguments) {
  MinifyTexts texts;
  CLI::App app("Records what a run of IMAGE uses, writes a new image of only that, and proves it.",
               "whittle minify");
  app.footer("ARG... after -- replaces the command of the image.");
  bind_minify_options(app, texts);
  pipeline::MinifyOptions options;
  try {
    const std::optional<Arguments> after_separator = parse(app, arguments);
    options = to_minify_options(app, texts, after_separator);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.timeout));
  Report report;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    report = pipeline::minify(options, progress);
  }
  std::cout << report::summary(report);
  require_proof(report.verification);
  return kDone;
}

}  // namespace whittle::cli
