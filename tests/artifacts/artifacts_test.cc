#include "artifacts/artifacts.h"

#include <doctest/doctest.h>

#include "artifacts/files.h"
#include "artifacts/recorded.h"
#include "base/fd.h"
#include "base/temp_dir.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

using namespace whittle;
using artifacts::Artifacts;

namespace {

const Digest kOne = Digest::from_hex(std::string(64, '1'));
const Digest kTwo = Digest::from_hex(std::string(64, '2'));

// A directory of artifacts with a trace of one path.
struct Directory {
  Directory(const Digest& image, const std::string& path) {
    Trace trace{.image = image};
    trace.files[path];
    Artifacts(name()).write(artifacts::kTraceFile, trace::format_trace(trace));
  }
  std::string name() const { return directory.path() / "out"; }

  base::TempDir directory{std::filesystem::temp_directory_path(), "whittle-test"};
};

}  // namespace

TEST_CASE("without a directory nothing is written") {
  const Artifacts none;
  CHECK_FALSE(none.wanted());
  none.write("/nowhere/at/all", "x");
  CHECK_FALSE(std::filesystem::exists("/nowhere"));
}

TEST_CASE("the directory is made, and a file is replaced") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  const Artifacts made(directory.path() / "a/b");
  made.write("x", "one");
  made.write("x", "two");
  CHECK(base::read_file(directory.path() / "a/b/x") == "two");
}

TEST_CASE("what is kept has the same files, whether or not the user asked for them") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-test");
  const Artifacts kept("", directory.path() / "kept");
  CHECK_FALSE(kept.wanted());
  kept.write("x", "one");
  CHECK(base::read_file(directory.path() / "kept/x") == "one");
  Artifacts(directory.path() / "asked", directory.path() / "kept").write("x", "two");
  CHECK(base::read_file(directory.path() / "asked/x") == "two");
  CHECK(base::read_file(directory.path() / "kept/x") == "two");
}

TEST_CASE("traces of one image are united, from files and directories") {
  const Directory one(kOne, "/a");
  const Directory other(kOne, "/b");
  CHECK(artifacts::is_recorded(one.name()));
  CHECK_FALSE(artifacts::is_artifacts(one.name()));  // it has no keep file
  const Trace all =
      artifacts::unite_traces({one.name(), other.name() + "/trace.json"}, artifacts::Images::one);
  CHECK(all.files.size() == 2);
  CHECK(all.image == kOne);
}

TEST_CASE("traces of several images are united only where that is asked for") {
  const Directory one(kOne, "/a");
  const Directory other(kTwo, "/b");
  const std::vector<std::string> sources = {one.name(), other.name()};
  CHECK_THROWS_AS(artifacts::unite_traces(sources, artifacts::Images::one), Error);
  const Trace all = artifacts::unite_traces(sources, artifacts::Images::any);
  CHECK(all.files.size() == 2);
  CHECK(all.image.empty());
}

TEST_CASE("a trace alone says nothing of what is kept") {
  const Directory one(kOne, "/a");
  const artifacts::Recorded recorded = artifacts::read_recorded({one.name()});
  CHECK(recorded.trace.files.contains("/a"));
  CHECK_FALSE(recorded.keep);
  CHECK_FALSE(recorded.config);
  CHECK(recorded.image.empty());
}

TEST_CASE("what is not a trace is a usage error") {
  CHECK_THROWS_AS(artifacts::read_recorded({"nowhere"}), UsageError);
}
