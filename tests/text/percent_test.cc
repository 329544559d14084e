#include "text/percent.h"

#include <doctest/doctest.h>

using namespace whittle;

TEST_CASE("unreserved characters are not encoded, all other bytes are") {
  CHECK(text::percent_encode("aZ09-._~") == "aZ09-._~");
  CHECK(text::percent_encode("@a/b+%") == "%40a%2Fb%2B%25");
  CHECK(text::percent_encode(std::string_view("\0\xff", 2)) == "%00%FF");
}

TEST_CASE("decoding takes digits of both cases") {
  CHECK(text::percent_decode("a%2fb%2F%00") == std::string("a/b/\0", 5));
  CHECK(text::percent_decode("") == "");
}

TEST_CASE("a percent sign needs two hexadecimal digits") {
  for (const char* text : {"%", "%4", "a%", "%g0", "%0g", "%%40"}) {
    CAPTURE(text);
    CHECK_FALSE(text::percent_decode(text));
  }
}
