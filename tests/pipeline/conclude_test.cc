#include "pipeline/conclude.h"

#include <doctest/doctest.h>

#include "artifacts/files.h"
#include "base/temp_dir.h"
#include "report/report_json.h"
#include "tree_text.h"

using namespace whittle;
using namespace whittle::pipeline;
using Texts = std::vector<std::string>;

namespace {

SilentProgress silent;

RecordedImage recorded() {
  RecordedImage image;
  LayerIndex index = testing::layer("/etc/\n/etc/x 644 100\n");
  image.opened.image.reference = "nginx:latest";
  image.opened.image.layers.resize(1);
  image.opened.tree = testing::tree(std::vector<LayerIndex>{index});
  image.opened.layers.push_back({.index = std::move(index)});
  image.packages.warnings = {"of the packages"};
  image.recording.warnings = {"of the recording"};
  image.recording.container_seconds = 2;
  return image;
}

Verified verified() {
  Verified verified;
  verified.candidate.image.size = 60;
  verified.candidate.selection.keep.kept_files = 1;
  verified.candidate.selection.keep.verdicts.resize(3);  // of /, /etc and /etc/x
  verified.candidate.selection.keep.warnings = {"of the selection"};
  verified.warnings = {"of the verification"};
  return verified;
}

}  // namespace

TEST_CASE("the report has the sizes of both images and the time of all containers") {
  Task task({.outputs = {"oci:out:x"}}, "", StageClock(silent));
  for (const double seconds : {2, 3, 4}) {
    task.clock.begin("a stage");
    task.clock.tell_apart(seconds);
  }
  task.clock.end();
  const Report report = conclude(recorded(), verified(), {}, task);
  CHECK(report.source.reference == "nginx:latest");
  CHECK(report.source.size == 100);
  CHECK(report.source.files == 1);
  CHECK(report.result.reference == "oci:out:x");
  CHECK(report.result.size == 60);
  CHECK(report.result.files == 1);
  CHECK(report.container_seconds == 9);
}

TEST_CASE("warnings come in the order of the stages, the verification's last") {
  RecordedImage image = recorded();
  image.recording.trace.losses.queue_overflow = 2;
  Verified result = verified();
  result.candidate.image.size = 100;
  const Report report = conclude(image, result, {}, Task({}, "", StageClock(silent)));
  CHECK(report.warnings ==
        Texts{"of the recording", "of the packages", "of the selection",
              "the recording is incomplete: 2 events were lost; files may be missing",
              "the recording has no system calls, so there is no seccomp profile",
              "the result is not smaller than the original", "of the verification"});
}

TEST_CASE("what is not smaller is not published where it has to be") {
  Verified result = verified();
  result.candidate.image.size = 100;
  CHECK(why_refused(recorded(), result, {}).empty());
  CHECK(why_refused(recorded(), result, {.size = Size::smaller}) ==
        "it is not smaller than the original");
  result.candidate.image.size = 99;
  CHECK(why_refused(recorded(), result, {.size = Size::smaller}).empty());
  result.verification.run = true;
  CHECK(why_refused(recorded(), result, {.size = Size::smaller}) == "the verification failed");
  result.verification.passed = true;
  CHECK(why_refused(recorded(), result, {.size = Size::smaller}).empty());
}

TEST_CASE("a result that was not written has no reference, and the reason is told") {
  Task task({.outputs = {"oci:out:x"}}, "", StageClock(silent));
  const Report report =
      conclude(recorded(), verified(), {.not_written = "the verification failed"}, task);
  CHECK(report.result.reference.empty());
  CHECK(report.not_written == "the verification failed");
}

TEST_CASE("runs are counted where containers were recorded, traces where they replace that") {
  RecordedImage image = recorded();
  image.recording.exits.resize(4);
  CHECK(conclude(image, verified(), {}, Task({}, "", StageClock(silent))).runs == 4);
  const Report from_trace =
      conclude(recorded(), verified(), {}, Task({.traces = {"a", "b"}}, "", StageClock(silent)));
  CHECK(from_trace.runs == 0);
  CHECK(from_trace.traces == 2);
}

TEST_CASE("report.json is among the artifacts, where there are some") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  Task task({.artifacts = directory.path() / "made"}, "", StageClock(silent));
  conclude(recorded(), verified(), {}, task);
  const auto file = directory.path() / "made" / artifacts::kReportFile;
  CHECK(report::read_reported_images(file).source == "nginx:latest");
}
