#include "cli/select_words.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

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

TEST_CASE("words of --keep and --listed") {
  CHECK(cli::parse_keep("used") == select::Keep::used);
  CHECK(cli::parse_listed("names") == select::Listed::names);
  CHECK_THROWS_WITH_AS(cli::parse_keep("al"), "--keep does not know \"al\"", UsageError);
  CHECK_THROWS_AS(cli::parse_listed(""), UsageError);
}
