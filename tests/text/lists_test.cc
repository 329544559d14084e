// join.h, split.h, align.h, one_line.h
#include <doctest/doctest.h>

#include <set>

#include "text/align.h"
#include "text/join.h"
#include "text/one_line.h"
#include "text/split.h"

using namespace whittle;

TEST_CASE("join puts the separator between texts only") {
  CHECK(text::join(std::vector<std::string>{}, ", ").empty());
  CHECK(text::join(std::vector<std::string>{"a"}, ", ") == "a");
  CHECK(text::join(std::set<std::string_view>{"b", "a"}, ", ") == "a, b");
  CHECK(text::join(std::vector<std::string>{"", "a", ""}, "-") == "-a-");
}

TEST_CASE("join converts elements to text") {
  CHECK(text::join(std::vector<int>{1, 2}, "+", [](int i) { return std::to_string(i); }) == "1+2");
}

TEST_CASE("a list grows item by item") {
  std::string list;
  text::append_item(list, "a", "; ");
  text::append_item(list, "b", "; ");
  CHECK(list == "a; b");
}

TEST_CASE("split leaves out empty parts, fields keeps them") {
  CHECK(text::split(" a  b ", " ") == std::vector<std::string>{"a", "b"});
  CHECK(text::split("", " ").empty());
  CHECK(text::fields("root::0:", ':') == std::vector<std::string_view>{"root", "", "0", ""});
  CHECK(text::fields("", ':') == std::vector<std::string_view>{""});
}

TEST_CASE("columns are padded and never cut") {
  CHECK(text::align_left("ab", 4) == "ab  ");
  CHECK(text::align_right("ab", 4) == "  ab");
  CHECK(text::align_right("abcde", 4) == "abcde");
  CHECK(text::decimal(2.0 / 3, 2) == "0.67");
  CHECK(text::decimal(1e6, 1) == "1000000.0");
}

TEST_CASE("control characters do not end a line") {
  CHECK(text::one_line("a\nb\x1b\x7f\xc3\xa9") == "a?b??\xc3\xa9");
  CHECK(text::one_line("a\nb", ' ') == "a b");
}
