#include "cli/parser.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using Words = std::vector<std::string>;

namespace {

struct Values {
  Words images;
  std::string output = "default";
  std::optional<std::string> user;
  Words tags;
  int rounds = 3;
  bool verbose = false;
  std::optional<Words> rest;
};

cli::CommandLine command_line(Values& values) {
  return {.name = "whittle test",
          .usage = "[options] IMAGE...",
          .summary = "Tests.",
          .arguments = {{"IMAGE", "", "an image", &values.images, cli::Needed::yes}},
          .groups = {{"Options",
                      {{"-o,--output", "FILE", "where", &values.output},
                       {"--user", "USER", "who", &values.user},
                       {"--tag", "NAME", "a name", &values.tags},
                       {"--rounds", "N", "how often", cli::Number{&values.rounds, 0, 10}},
                       {"-v,--verbose", "", "details", &values.verbose}}}}};
}

Values parsed(const Words& arguments) {
  Values values;
  values.rest = cli::parse(command_line(values), arguments);
  return values;
}

// "message / hint"
std::string parse_error_of(const Words& arguments) {
  try {
    parsed(arguments);
  } catch (const UsageError& error) {
    return std::string(error.what()) + " / " + error.hint();
  }
  return "no error";
}

}  // namespace

TEST_CASE("every kind of option is put where it was bound to") {
  const Values values = parsed({"-o", "file", "--user=me", "--rounds", "0", "-v", "image"});
  CHECK(values.images == Words{"image"});
  CHECK(values.output == "file");
  CHECK(values.user == "me");
  CHECK(values.rounds == 0);
  CHECK(values.verbose);
  CHECK_FALSE(values.rest);
}

TEST_CASE("options that are not given keep their defaults") {
  const Values values = parsed({"image"});
  CHECK(values.output == "default");
  CHECK_FALSE(values.user);
  CHECK(values.tags.empty());
  CHECK(values.rounds == 3);
  CHECK_FALSE(values.verbose);
}

TEST_CASE("an empty text is a value") {
  const Values values = parsed({"--user", "", "-o", "", "image"});
  CHECK(values.user == "");
  CHECK(values.output.empty());
}

TEST_CASE("a list takes one word each time, and leaves the others to be arguments") {
  const Values values = parsed({"--tag", "a", "one", "--tag", "b", "two"});
  CHECK(values.images == Words{"one", "two"});
  CHECK(values.tags == Words{"a", "b"});
}

TEST_CASE("what follows -- is kept apart, options too") {
  CHECK(parsed({"image", "--", "--tag", "x", "--", "y"}).rest == Words{"--tag", "x", "--", "y"});
  CHECK(parsed({"image", "--"}).rest == Words{});
  CHECK(parsed({"image", "--", "--help"}).rest == Words{"--help"});
}

TEST_CASE("wrong command lines name the mistake and the nearest right word") {
  CHECK(parse_error_of({"--otput", "x", "image"}) ==
        "unknown option --otput / did you mean --output?");
  CHECK(parse_error_of({"--otput=x", "image"}) ==
        "unknown option --otput / did you mean --output?");
  CHECK(parse_error_of({"--something-else", "image"}) ==
        "unknown option --something-else / whittle test --help lists the options");
  CHECK(parse_error_of({}) == "IMAGE is required / whittle test --help lists the options");
  for (const Words& wrong : {Words{"image", "--rounds", "11"}, Words{"image", "--rounds", "-1"},
                             Words{"image", "--rounds", "x"}, Words{"image", "--output"},
                             Words{"image", "-o", "a", "-o", "b"}, Words{"image", "-x"},
                             Words{"image", "--verbose=maybe"}}) {
    CAPTURE(wrong);
    CHECK(parse_error_of(wrong).ends_with("whittle test --help lists the options"));
  }
}

TEST_CASE("--help wins over what else is wrong") {
  for (const char* word : {"--help", "-h"}) {
    CHECK_THROWS_AS(parsed({"--otput", word}), cli::HelpRequest);
  }
}
