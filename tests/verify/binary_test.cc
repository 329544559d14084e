#include "verify/binary.h"

#include <doctest/doctest.h>

#include <array>

#include "content/capture.h"
#include "content/samples.h"
#include "verify/compare.h"

using namespace whittle;
using namespace whittle::verify;
using content::content_of;
namespace samples = whittle::content::samples;

namespace {

// What agrees with two runs of the original.
bool agrees(const std::string& original, const std::string& again, const std::string& result) {
  const Content one = content_of(original);
  const Content other = content_of(again);
  const std::array<const Content*, 2> originals = {&one, &other};
  return has_parts_of(originals, content_of(result));
}

// Bytes that look like chance, other ones for each seed.
std::string noise(std::uint32_t seed, std::size_t size) {
  std::string bytes;
  bytes.reserve(size);
  for (std::size_t i = 0; i < size; ++i) {
    seed = seed * 1664525 + 1013904223;
    bytes += static_cast<char>(seed >> 24);
  }
  return bytes;
}

record::Recording tool(const std::string& output) {
  record::Recording recording;
  recording.exits = {{}};
  recording.outputs = {content_of(output)};
  return recording;
}

}  // namespace

TEST_CASE("a picture with another time is the same; a black, a cut and a broken one are not") {
  const std::string picture = samples::picture("2026-01");
  const Content original = content_of(picture);
  CHECK(has_same_parts(original, content_of(samples::picture("2027-07"))));
  CHECK_FALSE(has_same_parts(original, content_of(samples::black("2026-01"))));
  CHECK_FALSE(has_same_parts(original, content_of(picture.substr(0, picture.size() / 2))));
  CHECK_FALSE(has_same_parts(original, content_of(noise(1, picture.size()))));
  CHECK_FALSE(has_same_parts(original, content_of("convert: no decode delegate\n")));
  CHECK(first_other_part(original, content_of(samples::black("2026-01"))) == "pixels");
}

TEST_CASE("a film with other ids is the same; one with other media or cut short is not") {
  const std::string film = samples::matroska("0123456789abcdef", noise(1, 500));
  const Content original = content_of(film);
  CHECK(has_same_parts(original, content_of(samples::matroska("fedcba9876543210", noise(1, 500)))));
  CHECK_FALSE(has_same_parts(original, content_of(samples::matroska("0123", noise(2, 500)))));
  CHECK_FALSE(has_same_parts(original, content_of(film.substr(0, film.size() - 9))));
}

TEST_CASE("a compressed file with another time is the same; with another text it is not") {
  const Content original = content_of(samples::gzip(1, "one\ntwo\n"));
  CHECK(has_same_parts(original, content_of(samples::gzip(2, "one\ntwo\n"))));
  CHECK_FALSE(has_same_parts(original, content_of(samples::gzip(1, "one\n2\n"))));
}

TEST_CASE("where runs of the original agree, the result agrees, whatever the format") {
  const std::string fixed = noise(1, 2000);
  const auto bytes = [&](std::uint32_t id) { return fixed + noise(id, 16) + fixed; };
  CHECK(agrees(bytes(2), bytes(3), bytes(4)));
  CHECK_FALSE(agrees(bytes(2), bytes(3), fixed + noise(4, 16) + noise(5, 2000)));
  CHECK_FALSE(agrees(bytes(2), bytes(3), bytes(4).substr(0, 3000)));
  CHECK_FALSE(agrees(bytes(2), bytes(3), "no such file\n"));
}

TEST_CASE("a picture of noise may be another noise, but not black") {
  const auto picture = [](std::uint32_t seed) {
    const std::string bytes = noise(seed, 1024);
    return samples::png("now", [&](int i) { return bytes.at(static_cast<std::size_t>(i)); });
  };
  CHECK(agrees(picture(1), picture(2), picture(3)));
  CHECK_FALSE(agrees(picture(1), picture(2), samples::black("now")));
}

TEST_CASE("in a comparison what is not text is shown by its kind, size and digest") {
  const record::Recording original = tool(samples::picture("1"));
  CHECK(compare(original, tool(samples::picture("2")), {}).differences.empty());
  const record::Recording again = tool(samples::picture("3"));
  const Outcome outcome = compare(original, tool(samples::black("1")), {&again});
  REQUIRE(outcome.differences.size() == 1);
  CHECK(outcome.differences[0].what == "the app's output, pixels");
  CHECK(outcome.differences[0].original.starts_with("PNG image data, 32 x 32"));
  const Outcome text = compare(original, tool("sorry\n"), {&again});
  REQUIRE(text.differences.size() == 1);
  CHECK(text.differences[0].result.starts_with("text, 6 B, "));
}
