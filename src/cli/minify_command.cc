#include <iostream>

#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "cli/parser.h"
#include "pipeline/share_base.h"
#include "report/summary_text.h"
#include "report/verification_text.h"
#include "text/size.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

void require_size(const Report& report, const pipeline::MinifyOptions& options) {
  if (!pipeline::is_too_large(report, options)) return;
  throw GateNotMet(
      "--require-smaller: the new image of " + report.source.reference + " has " +
          text::size(report.result.size) + " (" + std::to_string(report.result.size) +
          " bytes), the original " + text::size(report.source.size) + " (" +
          std::to_string(report.source.size) + " bytes); it was not written",
      "keep less with --keep used or fewer --include options, or use the image as it is");
}

void require_verified(const Verification& verification) {
  if (!verification.run || verification.passed) return;
  std::string missing;
  for (const std::string& file : verification.missing.files) missing += " file " + file + ",";
  for (const std::string& call : verification.missing.syscalls)
    missing += " system call " + call + ",";
  if (!missing.empty()) missing = "; missing:" + missing.substr(0, missing.size() - 1);
  throw Error(
      "the new image did not pass the verification, so it was not written: " +
          verification.failure + missing,
      report::verification_hint(
          verification, "exercise more of the app, or add what is missing with --include-path"),
      verification.log_tail);
}

int minify_one(const pipeline::MinifyOptions& options, Detail detail) {
  Report report;
  {
    ConsoleProgress progress(detail);
    report = pipeline::minify(options, progress);
  }
  std::cout << report::summary(report);
  require_size(report, options);
  require_verified(report.verification);
  return kDone;
}

int minify_several(const pipeline::MinifyOptions& options,
                   const std::vector<std::string>& references, Detail detail) {
  std::vector<pipeline::SharedReport> reports;
  {
    ConsoleProgress progress(detail);
    reports = pipeline::share_base(options, references, progress);
  }
  for (const auto& [reference, report] : reports) {
    std::cout << reference << "\n" << report::summary(report);
  }
  for (const pipeline::SharedReport& shared : reports) {
    with_context(shared.reference, [&] { require_verified(shared.report.verification); });
    require_size(shared.report, options);
  }
  return kDone;
}

}  // namespace

int minify_command(const Arguments& arguments) {
  MinifyTexts texts;
  const std::optional<Arguments> after_separator = parse(minify_command_line(texts), arguments);
  const std::vector<artifacts::Source> files = find_result_files(texts);
  const pipeline::MinifyOptions options = to_minify_options(texts, after_separator);

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  const Detail detail = texts.verbose ? Detail::verbose : Detail::brief;
  if (texts.share_base) return minify_several(options, texts.images, detail);
  return minify_one(options, detail);
}

}  // namespace whittle::cli
