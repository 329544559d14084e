#include "oci/manifest.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "oci/media_type.h"
#include "whittle/error.h"

using namespace whittle;
using Json = nlohmann::json;

namespace {

Descriptor descriptor(const std::string& bytes, const char* media_type) {
  return {.media_type = media_type,
          .digest = base::sha256(bytes),
          .size = static_cast<std::int64_t>(bytes.size())};
}

Descriptor manifest_for(const std::string& bytes, const char* platform) {
  Descriptor manifest = descriptor(bytes, oci::kManifestType);
  manifest.platform = Platform::parse(platform);
  return manifest;
}

std::vector<std::string> entries(const std::string& index) {
  std::vector<std::string> texts;
  for (const Descriptor& entry : oci::parse_index(index).manifests) {
    const auto tag = entry.annotations.find(oci::kRefName);
    texts.push_back((tag == entry.annotations.end() ? "" : tag->second) + "=" +
                    entry.digest.short_hex());
  }
  return texts;
}

}  // namespace

TEST_CASE("a manifest reads back as it was written, in the same bytes each time") {
  const oci::Manifest manifest{.config = descriptor("c", oci::kConfigType),
                               .layers = {descriptor("l", oci::layer_type(Compression::zstd))},
                               .annotations = {{oci::kBaseName, "nginx:latest"}}};
  const std::string text = oci::format_manifest(manifest);
  const oci::Manifest read = oci::parse_manifest(text);
  CHECK(read.config.digest == manifest.config.digest);
  CHECK(read.layers.at(0).size == 1);
  CHECK(read.layers.at(0).media_type == manifest.layers.at(0).media_type);
  CHECK(read.annotations == manifest.annotations);
  CHECK(oci::format_manifest(read) == text);
}

TEST_CASE("ambiguous documents are refused") {
  const std::string digest = base::sha256("x").str();
  const auto manifest = [&](const std::string& members) {
    return R"({"config": {"digest": ")" + digest + R"(", "size": 1}, )" + members + "}";
  };
  const std::pair<std::string, const char*> cases[] = {
      {R"({"schemaVersion": 1})", "a Docker manifest of schema 1"},
      {R"({"mediaType": "application/vnd.docker.distribution.manifest.v1+json"})",
       "a Docker manifest of schema 1"},
      {R"({"mediaType": "application/vnd.oci.image.index.v1+json"})",
       "its media type is application/vnd.oci.image.index.v1+json, not that of a manifest"},
      {"{}", "it has no config"},
      {manifest(R"("manifests": [])"), "it has both manifests and layers"},
      {manifest(R"("layers": {})"), "\"layers\" is not an array"},
      {manifest(R"("layers": [{"digest": "../x", "size": 1}])"), "not a sha256 digest: \"../x\""},
      {manifest(R"("layers": [{"digest": ")" + digest + R"(", "size": "1"}])"),
       "\"size\" is not an integer"},
      {manifest(R"("layers": [{"digest": ")" + digest + R"(", "size": 18446744073709551615}])"),
       "\"size\" is not a 64-bit integer"},
  };
  for (const auto& malformed : cases) {
    CAPTURE(malformed.first);
    CHECK_THROWS_WITH_AS(oci::parse_manifest(malformed.first), malformed.second, Error);
  }
  CHECK_THROWS_WITH_AS(oci::parse_index(R"({"layers": []})"), "it has both manifests and layers",
                       Error);
}

TEST_CASE("a tag moves, other entries and unknown members of the index stay") {
  const Descriptor one = manifest_for("one", "linux/amd64");
  const Descriptor two = manifest_for("two", "linux/amd64");
  std::string index = oci::put_manifest("", one, "a");
  index = oci::put_manifest(index, one, "b");
  index = oci::put_manifest(index, two, "a");
  CHECK(entries(index) ==
        std::vector<std::string>{"b=" + one.digest.short_hex(), "a=" + two.digest.short_hex()});

  Json json = Json::parse(index);
  json["x"] = 1;
  json["manifests"][0]["artifactType"] = "kept";
  json = Json::parse(oci::put_manifest(json.dump(), one, "c"));
  CHECK(json["x"] == 1);
  CHECK(json["manifests"][0]["artifactType"] == "kept");
}

TEST_CASE("an untagged entry takes the place of the untagged one of its platform") {
  const Descriptor one = manifest_for("one", "linux/amd64");
  const Descriptor other = manifest_for("other", "linux/arm64");
  const Descriptor two = manifest_for("two", "linux/amd64");
  std::string index = oci::put_manifest("", one, "");
  index = oci::put_manifest(index, other, "");
  index = oci::put_manifest(index, two, "");
  CHECK(entries(index) ==
        std::vector<std::string>{"=" + other.digest.short_hex(), "=" + two.digest.short_hex()});
}

TEST_CASE("media types give kind and compression, OCI's and Docker's") {
  CHECK(oci::kind_of("application/vnd.docker.distribution.manifest.list.v2+json") ==
        oci::Kind::index);
  CHECK(oci::kind_of("application/vnd.cncf.helm.config.v1+json") == oci::Kind::unknown);
  CHECK(oci::layer_compression("application/vnd.docker.image.rootfs.diff.tar.gzip") ==
        Compression::gzip);
  CHECK(oci::layer_compression("application/vnd.oci.image.layer.v1.tar+zstd") == Compression::zstd);
  CHECK_THROWS_AS(oci::layer_compression(oci::kConfigType), Error);
  for (const Compression compression : {Compression::none, Compression::gzip, Compression::zstd}) {
    CHECK(oci::layer_compression(oci::layer_type(compression)) == compression);
  }
}
