#include "pipeline/result_run.h"

#include <doctest/doctest.h>

using namespace whittle;
using namespace whittle::pipeline;
using Texts = std::vector<std::string>;

TEST_CASE("the result is run as the original was") {
  MinifyOptions options;
  options.record.run.user = "nobody";
  options.record.run.env = {"A=1"};
  options.hold_outs.exec = {"true"};
  const record::RecordOptions result = result_options(options);
  CHECK(result.run.user == "nobody");
  CHECK(result.run.env == Texts{"A=1"});
  CHECK(result.exercises.hold_outs.exec == Texts{"true"});
}

TEST_CASE("what the new config says itself is run as it says") {
  MinifyOptions options;
  RunOptions& run = options.record.run;
  run.entrypoint = Texts{"/old"};
  run.arguments = {"old"};
  run.replace_arguments = true;
  run.user = "old";
  run.working_dir = "/old";
  run.env = {"A=old", "AB=kept"};
  oci::ConfigEdits& edits = options.write.edits;
  edits.entrypoint = Texts{"/new"};
  edits.cmd = Texts{"new"};
  edits.user = "new";
  edits.working_dir = "/new";
  edits.env = {"A=new"};
  const RunOptions result = result_options(options).run;
  CHECK_FALSE(result.entrypoint);
  CHECK_FALSE(result.replace_arguments);
  CHECK(result.arguments.empty());
  CHECK(result.user.empty());
  CHECK(result.working_dir.empty());
  CHECK(result.env == Texts{"AB=kept"});
}
