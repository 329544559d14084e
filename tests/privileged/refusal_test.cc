#include <doctest/doctest.h>

#include <optional>

#include "container/busybox.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Box;

namespace {

struct Refusal {
  const char* what;
  std::vector<std::string> command;
  const char* message;  // a part of it
  const char* hint;     // a part of it
};

const Refusal kRefusals[] = {
    {"not in PATH", {"no-such-program"}, "executable file", "the command is not in the image"},
    {"no such file", {"/no/such/program"}, "o such file", "not in the image"},
    {"not executable", {"/bin/data"}, "ermission denied", "not executable"},
};

}  // namespace

TEST_CASE("a command that cannot run is refused in the runtime's words, with a hint") {
  for (const Refusal& refusal : kRefusals) {
    CAPTURE(refusal.what);
    std::optional<Box> box(std::in_place, refusal.command, RunOptions{});
    const std::string id = box->directory.id();
    std::string message;
    std::string hint;
    try {
      box->start();
    } catch (const Error& error) {
      message = error.what();
      hint = error.hint();
    }
    CAPTURE(message);
    CAPTURE(hint);
    CHECK(message.starts_with(box->options.runtime + " cannot "));
    CHECK(message.find(refusal.message) != std::string::npos);
    CHECK(hint.find(refusal.hint) != std::string::npos);
    box.reset();
    CHECK(testing::leftovers(id) == std::vector<std::string>{});
  }
}

TEST_CASE("a runtime that is not installed") {
  Box box("true");
  box.options.runtime = "no-such-runtime";
  CHECK_THROWS_WITH_AS(box.create(), "no OCI runtime no-such-runtime", Error);
  CHECK_THROWS_AS(container::runtime_version("no-such-runtime"), Error);
  CHECK_THROWS_AS(container::runtime_version("true"), Error);
  CHECK(container::runtime_version("runc").starts_with("runc 1."));
}

TEST_CASE("nothing to run") {
  Box box(std::vector<std::string>{}, {});
  CHECK_THROWS_WITH_AS(box.create(), "the image has no command to run", Error);
}
