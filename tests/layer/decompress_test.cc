#include "layer/decompress.h"

#include <doctest/doctest.h>

#include "layer/compress.h"
#include "layer/tar_builder.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

std::string compressed(Compression how, const std::string& text, unsigned threads = 1) {
  std::string out;
  const auto compressor = layer::make_compressor(
      how,
      [&](std::span<const std::byte> bytes) {
        out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      },
      threads);
  compressor->write(std::as_bytes(std::span(text)));
  compressor->finish();
  return out;
}

std::string decompressed(const std::string& stored, const std::string& media_type = "") {
  const auto source =
      layer::decompress(std::make_unique<testing::StringSource>(stored), media_type);
  std::string out;
  std::byte buffer[1000];
  while (const std::size_t n = source->read(buffer)) {
    out.append(reinterpret_cast<const char*>(buffer), n);
  }
  return out;
}

// Varied bytes, so that they do not compress to almost nothing.
std::string sample(std::size_t size) {
  std::string text;
  for (unsigned i = 0; text.size() < size; ++i) text += std::to_string(i * 2654435761U);
  text.resize(size);
  return text;
}

constexpr Compression kAll[] = {Compression::none, Compression::gzip, Compression::zstd};

}  // namespace

TEST_CASE("compressed bytes are decompressed to the same bytes") {
  for (const Compression how : kAll) {
    for (const std::size_t size : {0UL, 1UL, 2'500'000UL}) {
      const std::string text = sample(size);
      CHECK(decompressed(compressed(how, text)) == text);
    }
  }
}

TEST_CASE("several members and frames are one stream") {
  for (const Compression how : {Compression::gzip, Compression::zstd}) {
    CHECK(decompressed(compressed(how, "one ") + compressed(how, "two")) == "one two");
  }
}

TEST_CASE("the output does not depend on the number of threads") {
  const std::string text = sample(5'000'000);
  for (const Compression how : {Compression::gzip, Compression::zstd}) {
    CHECK(compressed(how, text, 1) == compressed(how, text, 3));
  }
}

TEST_CASE("truncated and corrupted streams are errors") {
  for (const Compression how : {Compression::gzip, Compression::zstd}) {
    const std::string whole = compressed(how, sample(50'000));
    CHECK_THROWS_AS(decompressed(whole.substr(0, whole.size() - 1)), Error);
    CHECK_THROWS_AS(decompressed(whole.substr(0, whole.size() / 2)), Error);
    CHECK_THROWS_AS(decompressed(whole + "garbage"), Error);
    std::string broken = whole;
    broken[broken.size() / 2] = static_cast<char>(broken[broken.size() / 2] + 1);
    CHECK_THROWS_AS(decompressed(broken), Error);
  }
}

TEST_CASE("the media type must be a layer's, and agree with the content") {
  const std::string gzip = compressed(Compression::gzip, "text");
  CHECK(decompressed(gzip, "application/vnd.oci.image.layer.v1.tar+gzip") == "text");
  CHECK(decompressed(gzip, "application/vnd.docker.image.rootfs.diff.tar.gzip") == "text");
  CHECK_THROWS_WITH_AS(decompressed(gzip, "application/vnd.oci.image.layer.v1.tar+zstd"),
                       "its media type says zstd, but it is gzip", Error);
  CHECK_THROWS_WITH_AS(decompressed("text", "application/vnd.oci.image.layer.v1.tar+gzip"),
                       "its media type says gzip, but it is not compressed", Error);
  try {
    decompressed("text", "text/plain");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "unknown media type \"text/plain\"");
    CHECK(error.hint().find("application/vnd.oci.image.layer.v1.tar+zstd") != std::string::npos);
  }
}
