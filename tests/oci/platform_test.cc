#include <doctest/doctest.h>

#include "whittle/error.h"
#include "whittle/image.h"

using whittle::Platform;

TEST_CASE("a platform is written os/architecture[/variant]") {
  CHECK(Platform::parse("linux/amd64").str() == "linux/amd64");
  CHECK(Platform::parse("linux/arm/v7").variant == "v7");
  for (const char* wrong : {"", "amd64", "linux/", "/amd64", "linux/arm/", "linux/arm/v7/x"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(Platform::parse(wrong), whittle::UsageError);
  }
}

TEST_CASE("a variant matters only when it is requested, and arm64 is v8") {
  const auto matches = [](const char* wanted, const char* found) {
    return Platform::parse(wanted).matches(Platform::parse(found));
  };
  CHECK(matches("linux/arm", "linux/arm/v7"));
  CHECK_FALSE(matches("linux/arm/v7", "linux/arm/v6"));
  CHECK(matches("linux/arm64/v8", "linux/arm64"));
  CHECK(matches("linux/arm64", "linux/arm64/v8"));
  CHECK_FALSE(matches("linux/amd64", "linux/arm64"));
  CHECK_FALSE(matches("linux/amd64", "windows/amd64"));
}

TEST_CASE("the host's platform has Go's names") {
  CHECK(Platform::host().os == "linux");
  CHECK(Platform::host().architecture != "x86_64");
}
