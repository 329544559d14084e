#include "record/earlier_traces.h"

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/temp_dir.h"
#include "trace/trace_file.h"
#include "tree_text.h"
#include "whittle/error.h"

using namespace whittle;
using Texts = std::vector<std::string>;

namespace {

DiffId diff_id(char digit) {
  return {Digest::from_hex(std::string(64, digit))};
}

Image image_of(char digit) {
  Image image{.reference = "app:2", .digest = Digest::from_hex(std::string(64, digit))};
  image.config.platform.architecture = "amd64";
  image.layers = {{.diff_id = diff_id('a')}};
  return image;
}

record::EarlierTrace earlier(char digit) {
  Trace trace{.image = Digest::from_hex(std::string(64, digit)), .architecture = "amd64"};
  trace.files["/app"].layers = {diff_id('a')};
  return {"old.json", trace};
}

std::string error_of_reading(const std::string& text) {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  const std::filesystem::path file = directory.path() / "trace.json";
  base::write_file(file, text);
  try {
    record::read_traces(std::vector{file}, image_of('1'));
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("a trace of the image itself is applied without a warning") {
  const FileTree tree = testing::tree("/app 755 1\n");
  const record::Recording recording = record::unite(std::vector{earlier('1')}, image_of('1'), tree);
  CHECK(recording.warnings.empty());
  CHECK(recording.trace.files.contains("/app"));
  CHECK(recording.trace.image == image_of('1').digest);
}

TEST_CASE(
    "a trace without layers, of the image itself: a file that the run removed is not missing") {
  record::EarlierTrace own = earlier('1');
  own.trace.files["/app"].layers.clear();
  own.trace.files["/tmp/removed"];
  const FileTree tree = testing::tree("/app 755 1\n");
  CHECK(record::unite(std::vector{own}, image_of('1'), tree).warnings.empty());
}

TEST_CASE("a trace of another build is applied by path, and the user is warned of what is gone") {
  const FileTree tree = testing::tree("/other 755 1\n");
  const record::Recording recording = record::unite(std::vector{earlier('2')}, image_of('1'), tree);
  REQUIRE(recording.warnings.size() == 2);
  CHECK(recording.warnings[0].starts_with("the trace old.json is of sha256:2222"));
  CHECK(recording.warnings[0].ends_with("it is applied by path"));
  CHECK(recording.warnings[1] ==
        "of the 1 files in the trace old.json, not in the image: 1 (/app)");
  CHECK(recording.trace.image == image_of('1').digest);
}

TEST_CASE("traces of several builds are united") {
  record::EarlierTrace second = earlier('3');
  second.trace.files["/plugin"];
  const record::Recording recording = record::unite(std::vector{earlier('2'), second},
                                                    image_of('1'), testing::tree("/app 755 1\n"));
  CHECK(recording.trace.files.size() == 2);
}

TEST_CASE("a trace of another architecture is refused") {
  const Trace trace{.architecture = "arm64"};
  const std::string error = error_of_reading(trace::format_trace(trace));
  CHECK(error.find("it was recorded on arm64, app:2 is for amd64") != std::string::npos);
}

TEST_CASE("what is not a trace is refused with the name of its file") {
  const std::string error = error_of_reading("{}");
  CHECK(error.starts_with("cannot start from "));
  CHECK(error.find("trace.json") != std::string::npos);
}
