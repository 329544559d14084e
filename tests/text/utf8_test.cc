#include "text/utf8.h"

#include <doctest/doctest.h>

using namespace whittle;

namespace {

bool is_valid(std::string_view text) {
  return text::decode_utf8(text).has_value();
}

void check(std::string_view text, std::uint32_t code, std::size_t bytes) {
  CAPTURE(text);
  const auto character = text::decode_utf8(text);
  REQUIRE(character);
  CHECK(character->code == code);
  CHECK(character->bytes == bytes);
}

}  // namespace

TEST_CASE("the first and the last character of each length") {
  check(std::string_view("\0", 1), 0, 1);
  check("\x7f", 0x7f, 1);
  check("\xc2\x80", 0x80, 2);
  check("\xdf\xbf", 0x7ff, 2);
  check("\xe0\xa0\x80", 0x800, 3);
  check("\xef\xbf\xbf", 0xffff, 3);
  check("\xf0\x90\x80\x80", 0x10000, 4);
  check("\xf4\x8f\xbf\xbf", 0x10ffff, 4);
}

TEST_CASE("what follows the character does not count") {
  check("\xc3\xa9\xff", 0xe9, 2);
  check("a\xff", 'a', 1);
}

TEST_CASE("overlong forms are not UTF-8") {
  CHECK_FALSE(is_valid("\xc0\x80"));
  CHECK_FALSE(is_valid("\xc1\xbf"));
  CHECK_FALSE(is_valid("\xe0\x9f\xbf"));
  CHECK_FALSE(is_valid("\xf0\x8f\xbf\xbf"));
}

TEST_CASE("surrogates are not UTF-8") {
  CHECK(is_valid("\xed\x9f\xbf"));
  CHECK_FALSE(is_valid("\xed\xa0\x80"));
  CHECK_FALSE(is_valid("\xed\xbf\xbf"));
  CHECK(is_valid("\xee\x80\x80"));
}

TEST_CASE("nothing above U+10FFFF is UTF-8") {
  CHECK_FALSE(is_valid("\xf4\x90\x80\x80"));
  CHECK_FALSE(is_valid("\xf5\x80\x80\x80"));
  CHECK_FALSE(is_valid("\xff"));
}

TEST_CASE("a truncated character is not UTF-8") {
  CHECK_FALSE(is_valid(""));
  CHECK_FALSE(is_valid("\xc3"));
  CHECK_FALSE(is_valid("\xe2\x82"));
  CHECK_FALSE(is_valid("\xf0\x9f\x98"));
  CHECK_FALSE(is_valid("\xe2\x82z"));
  CHECK_FALSE(is_valid("\x80"));
}
