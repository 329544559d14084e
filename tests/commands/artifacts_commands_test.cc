// diff, explain, export and merge, from a directory of artifacts alone.
#include <doctest/doctest.h>

#include "artifacts/artifacts.h"
#include "artifacts/files.h"
#include "base/fd.h"
#include "base/temp_dir.h"
#include "commands/diff.h"
#include "commands/explain.h"
#include "commands/export.h"
#include "commands/merge.h"
#include "report/report_json.h"
#include "select/keep_file/keep_file.h"
#include "trace/trace_file.h"
#include "tree_text.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

// What minify leaves of an image with two files, of which one was used.
class Out {
 public:
  Out() {
    const FileTree tree = testing::tree("/used 644 10\n/unused 644 90\n");
    KeepSet keep;
    keep.verdicts.resize(tree.size());
    keep.verdicts[FileTree::kRoot] = {.kept = true, .reason = {.rule = "parent"}};
    keep.verdicts[tree.find("/used").value()] = {.kept = true, .reason = {.rule = "recorded"}};
    keep.verdicts[tree.find("/unused").value()].reason.rule = "unused";
    count_totals(keep, tree);
    select::write_keep_file(path() / artifacts::kKeepFile, tree, keep, {});

    Trace trace;
    trace.files["/used"].uses.insert(Use::open);
    Report report;
    report.source.reference = "app:1";
    report.result.reference = "oci:small";
    const artifacts::Artifacts files(path());
    files.write(artifacts::kTraceFile, trace::format_trace(trace));
    files.write(artifacts::kReportFile, report::format_report(report));
  }
  const std::filesystem::path& path() const { return directory_.path(); }

 private:
  base::TempDir directory_{std::filesystem::temp_directory_path(), "whittle-test"};
};

template <typename Body>
std::string error_of(const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("diff of artifacts compares the source with the result, with reasons") {
  const Out out;
  SilentProgress progress;
  const Comparison comparison = commands::diff({.before = out.path()}, progress);
  CHECK(comparison.before == "app:1");
  CHECK(comparison.after == "oci:small");
  CHECK(comparison.total.before.bytes == 100);
  CHECK(comparison.total.after.bytes == 10);
  CHECK(comparison.total.removed.files == 1);
  REQUIRE(comparison.reasons.size() == 3);
  CHECK(comparison.reasons.front().rule == "unused");
}

TEST_CASE("diff needs two images where there are no artifacts") {
  SilentProgress progress;
  CHECK(error_of([&] { commands::diff({.before = "/nowhere"}, progress); }) ==
        "/nowhere is not a directory of artifacts: it has no keep.json");
}

TEST_CASE("explain says why a path was kept, and that one is not in the image") {
  const Out out;
  const auto explained = std::get<select::Explanation>(commands::explain(out.path(), "/used"));
  CHECK(explained.chain.front().verdict.reason.rule == "recorded");
  CHECK(error_of([&] { commands::explain(out.path(), "/usde"); }) == "the image has no path /usde");
}

TEST_CASE("explain of a system call needs the profile") {
  const Out out;
  CHECK(error_of([&] {
          commands::explain(out.path(), "openat");
        }).starts_with("cannot explain the system call openat: "));
}

TEST_CASE("merge gives the text of the union") {
  const Out out;
  const std::string text =
      commands::merge({out.path(), out.path() / "trace.json"}, artifacts::Images::one);
  CHECK(text == base::read_file(out.path() / "trace.json"));
}

TEST_CASE("export needs the config that minify writes with the image") {
  const Out out;
  CHECK(error_of([&] {
          commands::export_dockerfile(out.path(), out.path() / "dockerfile");
        }).starts_with("cannot export "));
  CHECK_FALSE(std::filesystem::exists(out.path() / "dockerfile"));
}
