#include <iostream>

#include "artifacts/files.h"
#include "artifacts/kept_results.h"
#include "base/interruption.h"
#include "cli/artifact_file.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/default_cache.h"
#include "cli/parser.h"
#include "cli/run_texts.h"
#include "commands/verify.h"
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

CommandLine command_line(commands::VerifyOptions& options, Texts& texts) {
  Group exercises = exercise_options(texts.run, "Driving both apps");
  for (Option& option : hold_out_options(texts.run)) exercises.options.push_back(std::move(option));
  return {
      .name = "whittle verify",
      .usage = "[options] ORIGINAL RESULT [-- ARG...]",
      .summary = "Runs two images with the same exercises and compares what they do.",
      .arguments = {{"ORIGINAL", "", "an image, as for minify", &options.original, Needed::yes},
                    {"RESULT", "", "the image that has to do the same", &options.result,
                     Needed::yes}},
      .rest = "replace the command of both images",
      .groups = {std::move(exercises),
                 run_options(texts.run),
                 {"General",
                  {{"--seccomp", "FILE",
                    "run RESULT under this profile, in Docker's format; or result:NAME for its own",
                    &texts.seccomp},
                   {"--json", "", "print JSON", &texts.json},
                   {"--cache", "DIR", "directory for unpacked layers", &texts.cache},
                   {"--platform", "OS/ARCHITECTURE",
                    "which image of an index to take; default: this machine's", &texts.platform},
                   {"-v,--verbose", "", "show the apps' output and details", &texts.verbose}}}},
      .common = {"--seccomp", "--http-probe-cmd", "--exec", "--host-exec", "--run",
                 "--continue-after", "--env", "--volume", "--json", "--verbose"},
      .examples = {"whittle verify --seccomp out/seccomp.json nginx:latest nginx:small",
                   "whittle verify --host-exec 'redis-cli -h 127.0.0.1 ping' redis redis:small"}};
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
  commands::VerifyOptions options;
  Texts texts;
  const std::optional<Arguments> after_separator = parse(command_line(options, texts), arguments);
  options.record = to_record_options(texts.run, after_separator);
  options.hold_outs = texts.run.hold_outs;
  options.cache = texts.cache;
  const artifacts::Source profile = find_file(texts.seccomp, artifacts::kSeccompFile, texts.cache);
  options.seccomp = texts.seccomp;
  if (!texts.platform.empty()) options.platform = Platform::parse(texts.platform);

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  Verification verification;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    verification = commands::verify(options, progress);
  }
  print(verification, texts);
  if (verification.passed) return kDone;
  throw GateNotMet("the result does not do what the original does: " + verification.failure,
                   report::verification_hint(
                       verification, "minify the original with exercises that use what is missing"),
                   verification.log_tail);
}

}  // namespace whittle::cli
