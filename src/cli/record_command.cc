#include <iostream>

#include "base/atomic_file.h"
#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "cli/parser.h"
#include "commands/record.h"

namespace whittle::cli {

int record_command(const Arguments& arguments) {
  MinifyTexts texts;
  std::string image;
  std::string output;
  std::vector<Group> groups = record_options(texts);
  groups.insert(
      groups.begin(),
      {"The trace", {{"-o,--output", "FILE", "where the trace goes", &output, Needed::yes}}});
  const std::optional<Arguments> after_separator = parse(
      {.name = "whittle record",
       .usage = "-o FILE [options] IMAGE [-- ARG...]",
       .summary = "Runs IMAGE and writes a trace of what it uses.",
       .arguments = {{"IMAGE", "", "the image to record, as for minify", &image, Needed::yes}},
       .rest = "replace the command of the image",
       .groups = std::move(groups),
       .common = {"--output", "--http-probe-cmd", "--exec", "--host-exec", "--run",
                  "--continue-after", "--env", "--volume", "--timeout", "--verbose"},
       .examples = {"whittle record -o nginx.json nginx:latest",
                    "whittle record -o tool.json --run='--version' my-tool"}},
      arguments);
  const std::vector<artifacts::Source> files = find_result_files(texts);
  commands::RecordOptions options = to_recording_options(texts, after_separator);
  options.reference = image;
  base::AtomicFile file(output);  // fails before the run where it cannot be written

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  commands::RecordedTrace result;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    result = commands::record_trace(options, progress);
  }
  for (const std::string& warning : result.warnings) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  file.write(result.trace);
  file.commit();
  return kDone;
}

}  // namespace whittle::cli
