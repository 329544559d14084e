#include "container/process.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using Words = std::vector<std::string>;

namespace {

const ImageConfig kImage = [] {
  ImageConfig config;
  config.entrypoint = {"/entry"};
  config.cmd = {"serve", "now"};
  config.env = {"A=image", "PATH=/only"};
  return config;
}();

}  // namespace

TEST_CASE("entrypoint and cmd, overridden as docker run does") {
  RunOptions options;
  CHECK(container::command_line(kImage, options) == Words{"/entry", "serve", "now"});
  SUBCASE("arguments replace cmd") {
    options.replace_arguments = true;
    options.arguments = {"stop"};
    CHECK(container::command_line(kImage, options) == Words{"/entry", "stop"});
    options.arguments = {};
    CHECK(container::command_line(kImage, options) == Words{"/entry"});
  }
  SUBCASE("an entrypoint drops cmd") {
    options.entrypoint = Words{"/other"};
    CHECK(container::command_line(kImage, options) == Words{"/other"});
    options.replace_arguments = true;
    options.arguments = {"x", ""};
    CHECK(container::command_line(kImage, options) == Words{"/other", "x", ""});
  }
  SUBCASE("an empty entrypoint is none") {
    options.entrypoint = Words{""};
    CHECK_THROWS_AS(container::command_line(kImage, options), Error);
    options.replace_arguments = true;
    options.arguments = {"x"};
    CHECK(container::command_line(kImage, options) == Words{"x"});
  }
}

TEST_CASE("the environment: defaults, the image's, the user's, each name once") {
  RunOptions options;
  options.env = {"A=mine", "B=1=2"};
  CHECK(container::environment(kImage, options, "box", "/home/app") ==
        Words{"PATH=/only", "HOSTNAME=box", "A=mine", "B=1=2", "HOME=/home/app"});
  options.env = {"HOME=/else"};
  CHECK(container::environment(kImage, options, "box", "/home/app").back() == "HOME=/else");
}
