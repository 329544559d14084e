#include "cli/words.h"

#include <doctest/doctest.h>

#include "select/select.h"
#include "whittle/error.h"
#include "write/options.h"

using namespace whittle;

TEST_CASE("sizes have suffixes") {
  CHECK(cli::parse_size("--data-budget", "0") == 0);
  CHECK(cli::parse_size("--data-budget", "1500") == 1500);
  CHECK(cli::parse_size("--data-budget", "3k") == 3072);
  CHECK(cli::parse_size("--data-budget", "4M") == 4 << 20);
  CHECK(cli::parse_size("--data-budget", "2G") == std::int64_t{2} << 30);
  for (const char* wrong :
       {"", "k", "-1", "1.5M", "4 M", "4MB", "99999999999G", "999999999999999999999"}) {
    CHECK_THROWS_AS(cli::parse_size("--data-budget", wrong), UsageError);
  }
}

TEST_CASE("words of options have values, and a wrong word a hint") {
  CHECK(cli::parse_word("--keep", "used", select::kKeepWords) == select::Keep::used);
  CHECK(cli::parse_word("--listed", "names", select::kListedWords) == select::Listed::names);
  CHECK(cli::parse_word("--layers", "split", write::kLayersWords) == write::Layers::split);
  CHECK_THROWS_AS(cli::parse_word("--listed", "", select::kListedWords), UsageError);
  try {
    cli::parse_word("--keep", "al", select::kKeepWords);
    FAIL("no error");
  } catch (const UsageError& error) {
    CHECK(error.what() == doctest::String("--keep does not accept \"al\""));
    CHECK(error.hint() == "it accepts used, closure or package");
  }
  try {
    cli::parse_word("--layers", "presrve", write::kLayersWords);
    FAIL("no error");
  } catch (const UsageError& error) {
    CHECK(error.hint() == "did you mean preserve?");
  }
}

TEST_CASE("each value has its word") {
  CHECK(word_of(select::kKeepWords, select::Keep::package) == "package");
  CHECK(word_of(write::kLayersWords, write::Layers::squash) == "squash");
}
