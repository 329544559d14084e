#include "text/pattern.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace whittle;

namespace {

bool matches(const char* pattern, std::string_view path) {
  return text::Pattern(pattern).matches(path);
}

}  // namespace

TEST_CASE("a star stops at a slash, two do not") {
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

TEST_CASE("two stars and a slash are any number of directories, also none") {
  CHECK(matches("/**/x", "/x"));
  CHECK(matches("/**/x", "/a/b/x"));
  CHECK_FALSE(matches("/**/x", "/ax"));
  CHECK(matches("/a/**/b/**/c", "/a/b/b/x/c"));
  CHECK(matches("/**/*.py[c]", "/a.py[c]"));
  CHECK(matches("/a/**", "/a/b/c"));
  CHECK_FALSE(matches("/a/**", "/a"));
  CHECK(matches("/**/a*/b", "/x/ab/ac/b"));
}

TEST_CASE("a pattern of many stars ends soon") {
  const auto start = std::chrono::steady_clock::now();
  CHECK_FALSE(matches("/a*a*a*a*a*a*a*a*a*a*a*a**b", "/" + std::string(2000, 'a')));
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(1));
}

TEST_CASE("paths are normalised by the letters") {
  CHECK(text::normal_path("a//b/./c/") == "/a/b/c");
  CHECK(text::normal_path("/a/../../b") == "/b");
  CHECK(text::normal_path("") == "/");
}
