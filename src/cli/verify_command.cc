#include <iostream>

#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/default_cache.h"
#include "cli/run_texts.h"
#include "pipeline/verify.h"
#include "report/report_json.h"
#include "report/verification_text.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

struct Texts {
  std::string cache = default_cache();
  std::string platform;
  std::string seccomp;
  bool json = false;
  bool verbose = false;
  RunTexts run;
};

void bind(CLI::App& app, pipeline::VerifyOptions& options, Texts& texts) {
  app.add_option("ORIGINAL", options.original, "an image, as for minify")->required();
  app.add_option("RESULT", options.result, "the image that has to do the same")->required();
  app.add_option("--seccomp", texts.seccomp, "a profile for RESULT, in Docker's format");
  app.add_option("--cache", texts.cache, "directory for unpacked layers")->capture_default_str();
  app.add_option("--platform", texts.platform,
                 "os/architecture of an index; default: this machine's");
  app.add_flag("--json", texts.json, "for programs");
  app.add_flag("-v,--verbose", texts.verbose, "show the apps' output and what is found");
  bind_run(app, texts.run);
  bind_exercises(app, texts.run, "How both apps are driven");
  bind_hold_outs(app, texts.run);
}

void print(const Verification& verification, const Texts& texts) {
  if (texts.json) {
    std::cout << report::format_verification(verification);
  } else {
    std::cout << report::comparison_lines(verification);
  }
}

}  // namespace

int verify_command(const Arguments& arguments) {
  pipeline::VerifyOptions options;
  Texts texts;
  CLI::App app("Runs two images with the same exercises and compares what they do.",
               "whittle verify");
  app.footer("ARG... after -- replaces the command of both images.");
  bind(app, options, texts);
  try {
    const std::optional<Arguments> after_separator = parse(app, arguments);
    options.record = to_record_options(app, texts.run, after_separator);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  options.hold_outs = texts.run.hold_outs;
  options.cache = texts.cache;
  options.seccomp = texts.seccomp;
  if (!texts.platform.empty()) options.platform = Platform::parse(texts.platform);

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  Verification verification;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    verification = pipeline::verify_images(options, progress);
  }
  print(verification, texts);
  if (verification.passed) return kDone;
  throw GateNotMet("the result does not do what the original does: " + verification.failure,
                   "minify the original with exercises that use what is missing",
                   verification.log_tail);
}

}  // namespace whittle::cli
