#include "cli/help.h"

#include <doctest/doctest.h>

#include <iostream>
#include <sstream>

#include "cli/command_table.h"
#include "cli/parser.h"

using namespace whittle;

namespace {

std::string help_of(const cli::Command& command) {
  try {
    command.run({"--help"});
  } catch (const cli::HelpRequest& request) {
    return request.text;
  }
  return "";
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

}  // namespace

TEST_CASE("help has the common options first, defaults, and examples last") {
  std::string output;
  std::string cache = "/var/cache";
  int rounds = 3;
  bool quick = false;
  std::vector<std::string> tags;
  const std::string text = cli::help(
      {.name = "whittle test",
       .usage = "[options]",
       .summary = "Tests.",
       .rest = "are tested",
       .groups = {{"First", {{"--rounds", "N", "how often", cli::Number{&rounds, 0, 10}}}},
                  {"Second",
                   {{"--a-name-that-needs-the-line", "PLACEHOLDER", "long", &cache},
                    {"-o,--output", "FILE", "where", &output, cli::Needed::yes}}},
                  {"Third",
                   {{"-q,--quick", "", "fast", &quick}, {"--tag", "NAME", "a name", &tags}}}},
       .common = {"--quick", "--output"},
       .examples = {"whittle test -q"}});
  CHECK(text ==
        "usage: whittle test [options]\n"
        "\n"
        "Tests.\n"
        "\n"
        "Arguments:\n"
        "  ARG...                        are tested\n"
        "\n"
        "Common options:\n"
        "  -q, --quick                   fast\n"
        "  -o, --output FILE             where (required)\n"
        "\n"
        "First:\n"
        "      --rounds N                how often (default: 3)\n"
        "\n"
        "Second:\n"
        "      --a-name-that-needs-the-line PLACEHOLDER\n"
        "                                long (default: /var/cache)\n"
        "\n"
        "Third:\n"
        "      --tag NAME...             a name\n"
        "\n"
        "Options with ... may be given several times.\n"
        "\n"
        "Examples:\n"
        "  whittle test -q\n");
}

TEST_CASE("whittle --help fits a screen") {
  std::ostringstream output;
  std::streambuf* const stdout_buffer = std::cout.rdbuf(output.rdbuf());
  const int code = cli::run_command_line({"--help"});
  std::cout.rdbuf(stdout_buffer);
  CHECK(code == cli::kDone);
  const std::vector<std::string> lines = lines_of(output.str());
  CHECK(lines.size() <= 24);
  for (const std::string& line : lines) {
    CAPTURE(line);
    CHECK(line.size() <= 80);
  }
}

TEST_CASE("the help of every command is 80 columns wide and has two examples") {
  for (const cli::Command& command : cli::commands()) {
    CAPTURE(command.name);
    const std::vector<std::string> lines = lines_of(help_of(command));
    REQUIRE(lines.size() > 4);
    CHECK(lines[0].starts_with(std::string("usage: whittle ") + command.name));
    for (const std::string& line : lines) {
      CAPTURE(line);
      CHECK(line.size() <= 80);
    }
    CHECK(lines[lines.size() - 3] == "Examples:");
    CHECK(lines.back().starts_with(std::string("  whittle ") + command.name));
  }
}
