#include "cli/words.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using Words = std::vector<std::string>;

TEST_CASE("words are split as a shell splits them") {
  CHECK(cli::split_words("  -n  1\t x ") == Words{"-n", "1", "x"});
  CHECK(cli::split_words(R"(a 'b c' "d e" f\ g '' ab"c d"e)") ==
        Words{"a", "b c", "d e", "f g", "", "abc de"});
  CHECK(cli::split_words(R"("a\"b" "a\nb" 'a\b')") == Words{"a\"b", "a\\nb", "a\\b"});
  CHECK(cli::split_words("").empty());
  CHECK_THROWS_AS(cli::split_words("a 'b"), UsageError);
}

TEST_CASE("a wrong word gets the nearest right one, a strange one the fallback") {
  const Words known{"--output", "--exec", "--host-exec"};
  CHECK(cli::did_you_mean("--ouput", known, "none") == "did you mean --output?");
  CHECK(cli::did_you_mean("--host-exce", known, "none") == "did you mean --host-exec?");
  CHECK(cli::did_you_mean("--completely-other", known, "none") == "none");
}
