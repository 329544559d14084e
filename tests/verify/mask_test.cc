#include "verify/mask.h"

#include <doctest/doctest.h>

using namespace whittle::verify;

TEST_CASE("what two texts agree in has to be in the third") {
  const Mask mask("pid 12, ok\nsame\n", "pid 97, ok\nsame\n");
  CHECK(mask.matches("pid 4711, ok\nsame\n"));
  CHECK_FALSE(mask.matches("pid 4711, failed\nsame\n"));
  CHECK_FALSE(mask.matches("pid 4711, ok\nother\n"));
  CHECK_FALSE(mask.matches("pid 4711, ok\n"));
  CHECK_FALSE(mask.matches("pid 4711, ok\nsame\nmore\n"));
}

TEST_CASE("a number that is the same in both has to be the same in the third") {
  const Mask mask("id a1b\nsize 8\nrole main", "id c2d\nsize 8\nrole main");
  CHECK(mask.matches("id e3f\nsize 8\nrole main"));
  CHECK_FALSE(mask.matches("id e3f\nsize 0\nrole main"));
}

TEST_CASE("but for one whose name or unit says that it is measured, where numbers differ anyway") {
  const Mask mask("id 12\nuptime_in_seconds:0\nused_memory_human:852.81K\nkeys:3 in 0.05 s\n",
                  "id 13\nuptime_in_seconds:0\nused_memory_human:852.81K\nkeys:3 in 0.05 s\n");
  CHECK(mask.matches("id 9\nuptime_in_seconds:12\nused_memory_human:1.02M\nkeys:3 in 1.2 s\n"));
  CHECK_FALSE(
      mask.matches("id 9\nuptime_in_seconds:0\nused_memory_human:852.81K\nkeys:4 in 0.05 s\n"));
  CHECK_FALSE(
      mask.matches("id 9\nuptime_in_seconds:none\nused_memory_human:852.81K\nkeys:3 in 0.05 s\n"));
  const Mask same("uptime:0\n", "uptime:0\n");
  CHECK_FALSE(same.matches("uptime:1\n"));
}

TEST_CASE("what varies stays of its kind") {
  const Mask numbers("pid 12, ok", "pid 97, ok");
  CHECK(numbers.matches("pid 4711, ok"));
  CHECK_FALSE(numbers.matches("pid unknown, ok"));
  CHECK_FALSE(numbers.matches("pid , ok"));
  const Mask tokens(R"({"id":"3f2a-77bc"})", R"({"id":"91bc-02ff"})");
  CHECK(tokens.matches(R"({"id":"abcd-efab"})"));
  CHECK_FALSE(tokens.matches(R"({"id":"an error","why":"x"})"));
}

TEST_CASE("a number that gets longer is one number") {
  const Mask mask("load 10 now", "load 10.5 now");
  CHECK(mask.matches("load 9.25 now"));
  CHECK(mask.matches("load 11 now"));
  CHECK_FALSE(mask.matches("load high now"));
}

TEST_CASE("of three texts, what any two differ in") {
  const std::string_view texts[] = {"a 1 b 1 c 1", "a 2 b 1 c 1", "a 1 b 2 c 1"};
  const Mask mask(texts);
  CHECK(mask.matches("a 3 b 3 c 1"));
  CHECK_FALSE(mask.matches("a 3 b 3 c 2"));
}

TEST_CASE("equal texts mask nothing") {
  CHECK(Mask("a 1", "a 1").matches("a 1"));
  CHECK_FALSE(Mask("a 1", "a 1").matches("a 2"));
  CHECK(Mask("", "").matches(""));
  CHECK_FALSE(Mask("", "").matches("x"));
}

TEST_CASE("a clock may turn over where it has not in the two runs") {
  const Mask mask("at 2026-11-26T12:58:58Z: up", "at 2026-11-26T12:58:59Z: up");
  CHECK(mask.matches("at 2026-11-26T12:59:01Z: up"));
  CHECK_FALSE(mask.matches("at 2026-11-26T12:59:01Z: down"));
}

TEST_CASE("names of numbers are no part of them") {
  const Mask mask("used_memory:100\nrole:master", "used_memory:200\nrole:master");
  CHECK(mask.matches("used_memory:311\nrole:master"));
  CHECK_FALSE(mask.matches("free_memory:311\nrole:master"));
  CHECK_FALSE(mask.matches("used_memory:311\nrole:slave"));
}

TEST_CASE("lines may come and go where they did between the two") {
  const Mask mask("begin\nworker a\nend\n", "begin\nend\n");
  CHECK(mask.matches("begin\nworker b\nworker c\nend\n"));
  CHECK_FALSE(mask.matches("begin\nworker b\n"));
}

TEST_CASE("in one long line of JSON, the rest stays compared") {
  const Mask mask(R"({"id":"3f2a-77","items":[1,2],"at":1700000000.25})",
                  R"({"id":"91bc-02","items":[1,2],"at":1700000001.5})");
  CHECK(mask.matches(R"({"id":"aa00-4c","items":[1,2],"at":1700000009.125})"));
  CHECK_FALSE(mask.matches(R"({"id":"aa00-4c","items":[],"at":1700000009.125})"));
}

TEST_CASE("hostile texts end") {
  std::string one;
  std::string other;
  for (int i = 0; i < 6000; ++i) {
    one += "a" + std::to_string(i) + "\n";
    other += "b" + std::to_string(i) + "\n";
  }
  CHECK(Mask(one, other).matches("c\n"));
}
