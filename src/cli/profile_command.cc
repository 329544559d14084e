#include <iostream>

#include "artifacts/kept_results.h"
#include "base/interruption.h"
#include "cli/command_table.h"
#include "cli/console_progress.h"
#include "cli/minify_options.h"
#include "cli/parser.h"
#include "cli/text_output.h"
#include "cli/words.h"
#include "commands/profile.h"
#include "profile/formats.h"
#include "whittle/error.h"

namespace whittle::cli {
namespace {

const profile::Format& find_format(const std::string& name) {
  std::vector<std::string> names;
  for (const profile::Format& format : profile::formats()) {
    if (format.name == name) return format;
    names.emplace_back(format.name);
  }
  throw UsageError("--format does not accept \"" + name + "\"",
                   did_you_mean(name, names, "it accepts " + list_words(names)));
}

}  // namespace

int profile_command(const Arguments& arguments) {
  commands::ProfileOptions options;
  MinifyTexts texts;
  std::string format_name, output;
  std::vector<Group> groups = recording_options(texts);
  groups.insert(groups.begin(),
                {"The profile",
                 {{"--format", "FORMAT", "docker, oci, k8s, systemd, apparmor or caps",
                   &format_name, Needed::yes},
                  {"-o,--output", "FILE", "where it goes; default: stdout", &output}}});
  const std::optional<Arguments> after_separator =
      parse({.name = "whittle profile",
             .usage = "--format FORMAT [options] TRACE...|IMAGE [-- ARG...]",
             .summary =
                 "Writes what restricts the container of an image, from traces or a new recording.",
             .arguments =
                 {{"TRACE|IMAGE", "",
                   "trace.json, a directory of artifacts or result:NAME, several are united; or an "
                   "image to record",
                   &options.sources, Needed::yes}},
             .rest = "replace the command of the image",
             .groups = std::move(groups),
             .common = {"--format", "--output", "--http-probe-cmd", "--exec", "--host-exec",
                        "--run", "--trace", "--profile-form", "--continue-after", "--verbose"},
             .examples = {"whittle profile --format k8s out",
                          "whittle profile --format apparmor -o nginx.profile nginx:latest"}},
            arguments);
  std::vector<artifacts::Source> found;
  found.reserve(options.sources.size());
  for (std::string& source : options.sources) {
    source = found.emplace_back(artifacts::find_source(source, texts.cache)).directory;
  }
  const std::vector<artifacts::Source> files = find_result_files(texts);
  options.record = to_recording_options(texts, after_separator);
  options.seccomp = to_seccomp_choice(texts);
  const profile::Format& format = find_format(format_name);

  base::interruption::set_deadline(std::chrono::steady_clock::now() +
                                   std::chrono::seconds(texts.run.timeout));
  commands::ProfileResult result;
  {
    ConsoleProgress progress(texts.verbose ? Detail::verbose : Detail::brief);
    result = commands::profile(options, progress);
  }
  for (const std::string& warning : result.warnings) {
    std::cerr << "whittle: warning: " << warning << "\n";
  }
  put_text(output, format.format(result.profiles));
  return kDone;
}

}  // namespace whittle::cli
