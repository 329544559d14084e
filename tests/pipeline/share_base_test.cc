#include "pipeline/share_base.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using namespace whittle::pipeline;

namespace {

std::string error_of(const MinifyOptions& options, const std::vector<std::string>& references) {
  SilentProgress progress;
  try {
    share_base(options, references, progress);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("an image's artifacts have a directory of its name") {
  CHECK(artifacts_name("registry:5000/a/b:1.0") == "registry_5000_a_b_1.0");
  CHECK(artifacts_name("../x") == "_._x");
}

TEST_CASE("what cannot share a base is refused before any image is read") {
  CHECK(error_of({}, {"a"}) == "--share-base needs at least two images");
  CHECK(error_of({}, {"a", "a"}) == "--share-base: a is named twice");
  CHECK(error_of({.outputs = {"oci:x"}}, {"a", "b"}) ==
        "--share-base: there are 2 images and 1 outputs");
  CHECK(error_of({.traces = {"x.json"}}, {"a", "b"}) ==
        "--share-base: there are 2 images and 1 traces");
  CHECK(error_of({.keep_file = "keep.json"}, {"a", "b"}) ==
        "--keep-file and --share-base cannot be used together");
}
