#include <iostream>

#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "cli/text_output.h"
#include "cli/words.h"
#include "pipeline/profile.h"
#include "profile/formats.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

const profile::Format& find_format(const std::string& name) {
  std::vector<std::string> names;
  std::string all;
  for (const profile::Format& format : profile::formats()) {
    if (format.name == name) return format;
    names.emplace_back(format.name);
    all += (all.empty() ? "" : ", ") + names.back();
  }
  throw UsageError("--format does not know \"" + name + "\"",
                   did_you_mean(name, names, "it takes " + all));
}

}  // namespace

int profile_command(const Arguments& arguments) {
  pipeline::ProfileOptions options;
  MinifyTexts texts;
  std::string format_name, output;
  CLI::App app("Writes what restricts the container of an image, from recordings or a new one.",
               "whittle profile");
  app.add_option(
         "TRACE|IMAGE", options.sources,
         "trace.json or a directory of artifacts, several are united; or an image to record")
      ->required();
  app.add_option("--format", format_name, "docker, oci, k8s, systemd, apparmor or caps")
      ->required();
  app.add_option("-o,--output", output, "a file; default: stdout");
  bind_recording_options(app, texts);
  app.footer("ARG... after -- replaces the command of the image.");
  try {
    const std::optional<Arguments> after_separator = parse(app, arguments);
    options.minify = to_recording_options(app, texts, after_separator);
  } catch (const CLI::CallForHelp&) {
    std::cout << app.help();
    return kDone;
  }
  const profile::Format& format = find_format(format_name);

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  pipeline::ProfileResult result;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    result = pipeline::profile(options, progress);
  }
  for (const std::string& warning : result.warnings) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  put_text(output, format.format(result.profiles));
  return kDone;
}

}  // namespace whittle::cli
