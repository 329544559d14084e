#include "text/pattern.h"

#include <doctest/doctest.h>

using namespace whittle;

namespace {

bool matches(const char* pattern, std::string_view path) {
  return text::Pattern(pattern).matches(path);
}

}  // namespace

TEST_CASE("* does not match a slash, ** does") {
  CHECK(matches("/a/*.so", "/a/x.so"));
  CHECK_FALSE(matches("/a/*.so", "/a/b/x.so"));
  CHECK(matches("/a/**.so", "/a/b/x.so"));
  CHECK(matches("/a/?", "/a/b"));
  CHECK_FALSE(matches("/a?b", "/a/b"));
  CHECK(matches("/*/*/x", "/a/b/x"));
  CHECK_FALSE(matches("/*", "/a/b"));
  CHECK(matches("/a*b*c", "/axxbxbxc"));
  CHECK_FALSE(matches("/a", "/ab"));
}

TEST_CASE("**/ matches any number of directories, including none") {
  CHECK(matches("/**/x", "/x"));
  CHECK(matches("/**/x", "/a/b/x"));
  CHECK_FALSE(matches("/**/x", "/ax"));
  CHECK(matches("/a/**/b/**/c", "/a/b/b/x/c"));
  CHECK(matches("/**/*.py[c]", "/a.py[c]"));
  CHECK(matches("/a/**", "/a/b/c"));
  CHECK_FALSE(matches("/a/**", "/a"));
  CHECK(matches("/**/a*/b", "/x/ab/ac/b"));
}

// A matcher that tries all combinations would not end within the age of the universe.
TEST_CASE("a pattern of many stars is matched without trying all combinations") {
  const std::string path = "/" + std::string(2000, 'a');
  CHECK_FALSE(matches("/a*a*a*a*a*a*a*a*a*a*a*a**b", path));
  CHECK(matches("/a*a*a*a*a*a*a*a*a*a*a*a**b", path + "b"));
}

TEST_CASE("paths are normalised as text") {
  CHECK(text::normal_path("a//b/./c/") == "/a/b/c");
  CHECK(text::normal_path("/a/../../b") == "/b");
  CHECK(text::normal_path("") == "/");
}
