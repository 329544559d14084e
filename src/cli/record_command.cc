#include <iostream>

#include "base/atomic_file.h"
#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "pipeline/record_image.h"

namespace whittle::cli {

int record_command(const Arguments& arguments) {
  MinifyTexts texts;
  std::string output;
  CLI::App app("Runs IMAGE and writes a trace of what it uses.", "whittle record");
  app.add_option("IMAGE", texts.images, "the image to record")->required()->expected(1);
  app.add_option("-o,--output", output, "the file of the trace")->required();
  bind_record_options(app, texts);
  app.footer("ARG... after -- replaces the command of the image.");
  pipeline::MinifyOptions options;
  try {
    const std::optional<Arguments> after_separator = parse(app, arguments);
    options = to_recording_options(app, texts, after_separator);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  options.reference = texts.images.front();
  base::AtomicFile file(output);  // a place that cannot be written is no surprise after the run

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  pipeline::RecordResult result;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    result = pipeline::record_image(options, progress);
  }
  for (const std::string& warning : result.warnings) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  file.write(result.trace);
  file.commit();
  return kDone;
}

}  // namespace whittle::cli
