// Every option of minify arrives in the member of MinifyOptions that it is for.
#include "cli/minify_options.h"

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <set>

#include "base/atomic_file.h"
#include "base/temp_dir.h"
#include "cli/help.h"
#include "cli/parser.h"
#include "whittle/error.h"

using namespace whittle;
using Words = std::vector<std::string>;
using Options = pipeline::MinifyOptions;

namespace {

struct Row {
  std::string option;  // its long name
  Words values;        // empty: a flag
  std::function<bool(const Options&)> arrived;
};

Options options_of(Words arguments) {
  cli::MinifyTexts texts;
  const auto rest = cli::parse(cli::minify_command_line(texts), std::move(arguments));
  return cli::to_minify_options(texts, rest);
}

std::string error_of(const Words& arguments) {
  try {
    options_of(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

const std::vector<Row> kRows = {
    {"--output",
     {"oci:a:x", "oci:b:y"},
     [](const Options& o) {
       return o.outputs == Words{"oci:a:x", "oci:b:y"};
     }},
    {"--tag",
     {"a", "b"},
     [](const Options& o) {
       return o.outputs == Words{"docker-daemon:a", "docker-daemon:b"};
     }},
    {"--artifacts", {"dir"}, [](const Options& o) { return o.artifacts == "dir"; }},
    {"--compression",
     {"zstd:19"},
     [](const Options& o) {
       return o.compression && o.compression->form == Compression::zstd &&
              o.compression->level == 19;
     }},
    {"--layers",
     {"split"},
     [](const Options& o) { return o.write.layers == write::Layers::split; }},
    {"--require-smaller", {}, [](const Options& o) { return o.size == pipeline::Size::smaller; }},
    {"--allow-trivial",
     {},
     [](const Options& o) { return o.trivial == pipeline::Trivial::allowed; }},
    {"--allow-incomplete",
     {},
     [](const Options& o) { return o.losses == pipeline::Incomplete::allowed; }},
    {"--no-rehearsal", {}, [](const Options& o) { return o.rehearse == pipeline::Rehearse::no; }},
    {"--rehearsal-time",
     {"3"},
     [](const Options& o) { return o.rehearsal_time == std::chrono::seconds(3); }},
    {"--no-verify", {}, [](const Options& o) { return o.verify == pipeline::Verify::no; }},
    {"--repair-rounds", {"7"}, [](const Options& o) { return o.repair_rounds == 7; }},
    {"--cache", {"/c"}, [](const Options& o) { return o.cache == "/c"; }},
    {"--platform",
     {"linux/arm64"},
     [](const Options& o) { return o.platform && o.platform->str() == "linux/arm64"; }},
    {"--seccomp-strict",
     {},
     [](const Options& o) { return o.seccomp.arguments == SeccompArguments::recorded; }},
    {"--profile-form",
     {"used"},
     [](const Options& o) { return o.seccomp.form == ProfileForm::used; }},
    {"--seccomp-network",
     {"recorded"},
     [](const Options& o) { return o.seccomp.network == SeccompNetwork::recorded; }},
    {"--trace",
     {"a.json", "b.json"},
     [](const Options& o) {
       return o.traces == std::vector<std::filesystem::path>{"a.json", "b.json"};
     }},
    {"--keep",
     {"package"},
     [](const Options& o) { return o.select.keep == select::Keep::package; }},
    {"--listed",
     {"names"},
     [](const Options& o) { return o.select.listed == select::Listed::names; }},
    {"--data-budget", {"1k"}, [](const Options& o) { return o.select.data_budget == 1024; }},
    {"--app-budget", {"2k"}, [](const Options& o) { return o.select.app_budget == 2048; }},
    {"--include-path",
     {"/a", "/b"},
     [](const Options& o) {
       return o.select.include_paths == Words{"/a", "/b"};
     }},
    {"--include-bin",
     {"/bin/a", "/bin/b"},
     [](const Options& o) {
       return o.select.include_bins == Words{"/bin/a", "/bin/b"};
     }},
    {"--include-exe",
     {"a", "b"},
     [](const Options& o) {
       return o.select.include_exes == Words{"a", "b"};
     }},
    {"--include-shell", {}, [](const Options& o) { return o.select.include_shell; }},
    {"--exclude-pattern",
     {"*.a", "*.b"},
     [](const Options& o) {
       return o.select.exclude_patterns == Words{"*.a", "*.b"};
     }},
    {"--keep-file", {"keep.json"}, [](const Options& o) { return o.keep_file == "keep.json"; }},
    {"--package-metadata",
     {"drop"},
     [](const Options& o) { return o.select.package_metadata == PackageMetadata::drop; }},
    {"--new-entrypoint",
     {"/a b"},
     [](const Options& o) {
       return o.write.edits.entrypoint == Words{"/a", "b"};
     }},
    {"--new-cmd",
     {R"(["a b"])"},
     [](const Options& o) { return o.write.edits.cmd == Words{"a b"}; }},
    {"--new-env",
     {"A=1", "B="},
     [](const Options& o) {
       return o.write.edits.env == Words{"A=1", "B="};
     }},
    {"--new-label",
     {"a=1"},
     [](const Options& o) {
       return o.write.edits.labels == std::map<std::string, std::string>{{"a", "1"}};
     }},
    {"--new-user", {""}, [](const Options& o) { return o.write.edits.user == ""; }},
    {"--new-workdir", {"/w"}, [](const Options& o) { return o.write.edits.working_dir == "/w"; }},
    {"--remove-env",
     {"A", "B"},
     [](const Options& o) {
       return o.write.edits.remove_env == Words{"A", "B"};
     }},
    {"--remove-label",
     {"a"},
     [](const Options& o) { return o.write.edits.remove_labels == Words{"a"}; }},
    {"--remove-expose",
     {"80/tcp"},
     [](const Options& o) { return o.write.edits.remove_exposed_ports == Words{"80/tcp"}; }},
    {"--remove-volume",
     {"/v"},
     [](const Options& o) { return o.write.edits.remove_volumes == Words{"/v"}; }},
    {"--runtime", {"crun"}, [](const Options& o) { return o.record.run.runtime == "crun"; }},
    {"--probe",
     {"fanotify,ebpf", "ptrace"},
     [](const Options& o) {
       return o.record.probes == Words{"fanotify", "ebpf", "ptrace"};
     }},
    {"--network", {"host"}, [](const Options& o) { return o.record.run.network == Network::host; }},
    {"--entrypoint", {""}, [](const Options& o) { return o.record.run.entrypoint == Words{}; }},
    {"--env",
     {"A=1", "B=2"},
     [](const Options& o) {
       return o.record.run.env == Words{"A=1", "B=2"};
     }},
    {"--user", {"me:us"}, [](const Options& o) { return o.record.run.user == "me:us"; }},
    {"--workdir", {"/w"}, [](const Options& o) { return o.record.run.working_dir == "/w"; }},
    {"--volume",
     {"/a:/b:ro"},
     [](const Options& o) {
       return o.record.run.volumes.size() == 1 && o.record.run.volumes[0].read_only;
     }},
    {"--hostname", {"here"}, [](const Options& o) { return o.record.run.hostname == "here"; }},
    {"--http-probe-cmd",
     {"/a", "POST:/b"},
     [](const Options& o) {
       return o.record.exercises.http == Words{"/a", "POST:/b"} && o.record.exercises.http_default;
     }},
    {"--exec",
     {"a b", "c"},
     [](const Options& o) {
       return o.record.exercises.exec == Words{"a b", "c"} && !o.record.exercises.http_default;
     }},
    {"--host-exec",
     {"a b"},
     [](const Options& o) {
       return o.record.exercises.host_exec == Words{"a b"} && !o.record.exercises.http_default;
     }},
    {"--run",
     {"a 'b c'", ""},
     [](const Options& o) {
       return o.record.runs == std::vector<Words>{{"a", "b c"}, {}} &&
              !o.record.exercises.http_default;
     }},
    {"--continue-after",
     {"exit"},
     [](const Options& o) {
       return o.record.continue_after.kind == record::ContinueAfter::Kind::exit;
     }},
    {"--verify-http", {"/a"}, [](const Options& o) { return o.hold_outs.http == Words{"/a"}; }},
    {"--verify-exec", {"a"}, [](const Options& o) { return o.hold_outs.exec == Words{"a"}; }},
    {"--verify-host-exec",
     {"a"},
     [](const Options& o) { return o.hold_outs.host_exec == Words{"a"}; }},
};

// Options that have a test of their own: they name files, or are not part of MinifyOptions.
const std::set<std::string> kElsewhere = {"--env-file", "--include-path-file", "--share-base",
                                          "--timeout", "--verbose"};

}  // namespace

TEST_CASE("every option of minify arrives") {
  for (const Row& row : kRows) {
    CAPTURE(row.option);
    Words arguments = {"IMAGE-NAME", row.option == "--artifacts" ? "--tag=t" : "--artifacts=out"};
    CHECK_FALSE(row.arrived(options_of(arguments)));
    if (row.values.empty()) arguments.push_back(row.option);
    for (const std::string& value : row.values) {
      arguments.insert(arguments.end(), {row.option, value});
    }
    const Options options = options_of(arguments);
    CHECK(row.arrived(options));
    CHECK(options.reference == "IMAGE-NAME");
  }
}

TEST_CASE("no option of minify is without a test") {
  std::set<std::string> tested = kElsewhere;
  for (const Row& row : kRows) tested.insert(row.option);
  cli::MinifyTexts texts;
  std::set<std::string> all;
  for (const cli::Group& group : cli::minify_command_line(texts).groups) {
    for (const cli::Option& option : group.options) all.insert(cli::long_name(option));
  }
  CHECK(all == tested);
}

TEST_CASE("options that are files, and those of the command itself") {
  const base::TempDir directory("/tmp", "whittle-test");
  const std::string file = directory.path() / "lines";
  base::write_file(file, "# comment\n\n/a=1\n/b=2\n");
  const Options options = options_of({"IMAGE", "--tag", "x", "--include-path", "/c", "--env-file",
                                      file, "--include-path-file", file});
  CHECK(options.record.run.env == Words{"/a=1", "/b=2"});
  CHECK(options.select.include_paths == Words{"/c", "/a=1", "/b=2"});

  cli::MinifyTexts texts;
  cli::parse(cli::minify_command_line(texts), {"a", "b", "--share-base", "--timeout", "7", "-v"});
  CHECK(texts.images == Words{"a", "b"});
  CHECK(texts.share_base);
  CHECK(texts.run.timeout == 7);
  CHECK(texts.verbose);
}

TEST_CASE("arguments after -- replace the command, even none") {
  CHECK_FALSE(options_of({"IMAGE", "--tag", "x"}).record.run.replace_arguments);
  const Options options = options_of({"IMAGE", "--tag", "x", "--", "a", "--b"});
  CHECK(options.record.run.arguments == Words{"a", "--b"});
  CHECK(options.record.run.replace_arguments);
  CHECK(options_of({"IMAGE", "--tag", "x", "--"}).record.run.replace_arguments);
}

TEST_CASE("options that contradict each other are refused") {
  CHECK(error_of({"IMAGE"}) == "there is no output for the new image");
  CHECK(error_of({"a", "b", "--tag", "x"}) == "more than one IMAGE: a and b");
  CHECK(error_of({"a", "b", "--tag", "x", "--share-base", "--layers", "split"}) ==
        "--share-base and --layers cannot be used together");
  CHECK(error_of({"a", "b", "--tag", "x", "--share-base", "--keep-file", "k"})
            .starts_with("--keep-file and --share-base cannot be used together"));
  CHECK(error_of({"a", "--tag", "x", "--keep-file", "k", "--include-shell"})
            .starts_with("--keep-file keeps exactly what it lists"));
}
