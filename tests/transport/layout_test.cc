#include <doctest/doctest.h>

#include <filesystem>

#include "transport/sample_image.h"

using namespace whittle;
using namespace whittle::test;

TEST_CASE("the only image of a layout is read without a tag") {
  const SampleLayout layout;
  const Json manifest = layout.put_manifest("amd64", "some layer bytes");
  layout.write_index({manifest});
  const Image image = read_image(layout.reference());
  CHECK(image.reference == layout.reference());
  CHECK(image.digest.str() == manifest["digest"]);
  CHECK(image.config.cmd == std::vector<std::string>{"/app"});
  CHECK(image.layers.at(0).diff_id.digest == base::sha256("some layer bytes"));
  CHECK(layer_bytes(image) == "some layer bytes");
  CHECK(image.name.empty());
}

TEST_CASE("a tag chooses, and a tag that is a name is the image's name") {
  const SampleLayout layout;
  layout.write_index({with_tag(layout.put_manifest("amd64", "one"), "one"),
                      with_tag(layout.put_manifest("amd64", "two"), "nginx:1.25")});
  CHECK(layer_bytes(read_image(layout.reference() + ":one")) == "one");
  const Image image = read_image(layout.reference() + ":nginx:1.25");
  CHECK(layer_bytes(image) == "two");
  CHECK(image.name == "nginx:1.25");
  CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                 "contains several images: nginx:1.25, one | choose one by :TAG"));
  CHECK(contains(error_of([&] { read_image(layout.reference() + ":x"); }),
                 "it has: nginx:1.25, one"));
}

TEST_CASE("a platform is found through nested indexes, past attestations and unknown types") {
  const SampleLayout layout;
  Json unknown = layout.put("{}", "application/x-unknown");
  const Json inner =
      layout.put_index({with_platform(layout.put_manifest("arm64", "arm"), "arm64")});
  const Json outer = layout.put_index(
      {unknown, with_platform(layout.put_manifest("amd64", "att"), "unknown", "unknown"),
       with_platform(layout.put_manifest("amd64", "intel"), "amd64"), inner});
  layout.write_index({outer});
  CHECK(layer_bytes(read_image(layout.reference(), "linux/amd64")) == "intel");
  CHECK(layer_bytes(read_image(layout.reference(), "linux/arm64")) == "arm");
  const std::string error = error_of([&] { read_image(layout.reference(), "linux/s390x"); });
  CHECK(contains(error, "has no image for linux/s390x"));
  CHECK(contains(error, "it has linux/amd64, linux/arm64: choose one with --platform"));
}

TEST_CASE("where the index has no platform, that of the config is used") {
  const SampleLayout layout;
  layout.write_index({layout.put_index(
      {layout.put_manifest("arm64", "arm"), layout.put_manifest("amd64", "intel")})});
  CHECK(layer_bytes(read_image(layout.reference(), "linux/amd64")) == "intel");
}

TEST_CASE("a single image of another platform than asked for is an error") {
  const SampleLayout layout;
  layout.write_index({layout.put_manifest("arm64")});
  CHECK(contains(error_of([&] { read_image(layout.reference(), "linux/amd64"); }),
                 "has no image for linux/amd64 | it is for linux/arm64"));
}

TEST_CASE("indexes that are nested too deeply are refused") {
  const SampleLayout layout;
  Json index = layout.put_manifest("amd64");
  for (int depth = 0; depth < 10; ++depth) index = layout.put_index({index});
  layout.write_index({index});
  CHECK(contains(error_of([&] { read_image(layout.reference()); }), "nested too deeply"));
}

TEST_CASE("damage is an error that names the blob") {
  const SampleLayout layout;
  const Json manifest = layout.put_manifest("amd64", "layer bytes");
  layout.write_index({manifest});
  const auto layer = layout.path() / "blobs/sha256" / base::sha256("layer bytes").hex();
  const auto error = [&] { return error_of([&] { layer_bytes(read_image(layout.reference())); }); };

  SUBCASE("a wrong layer") {
    write(layer, "LAYER bytes");
    CHECK(contains(error(), "blob " + base::sha256("layer bytes").str()));
    CHECK(contains(error(), "has the wrong digest"));
  }
  SUBCASE("a truncated layer") {
    write(layer, "layer");
    CHECK(contains(error(), "has 5 bytes instead of 11"));
  }
  SUBCASE("a missing layer") {
    std::filesystem::remove(layer);
    CHECK(contains(error(), "is missing"));
  }
  SUBCASE("a layer that is a link out of the layout") {
    std::filesystem::remove(layer);
    std::filesystem::create_symlink("/etc/passwd", layer);
    CHECK(contains(error(), "is missing"));
  }
  SUBCASE("a wrong manifest") {
    std::string bytes = read(layout.blob(manifest));
    bytes.back() = ' ';
    write(layout.blob(manifest), bytes);
    CHECK(contains(error(), "has the wrong digest"));
  }
}

TEST_CASE("documents that are not images are refused by their media type") {
  const SampleLayout layout;
  SUBCASE("a layer") {
    layout.write_index(
        {layout.put_manifest("amd64", "x", "application/vnd.cncf.helm.chart.v1.tar")});
    CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                   "unknown media type \"application/vnd.cncf.helm.chart.v1.tar\""));
  }
  SUBCASE("a manifest") {
    layout.write_index({layout.put("{}", "application/x-unknown")});
    CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                   "unknown media type \"application/x-unknown\""));
  }
  SUBCASE("schema 1") {
    layout.write_index(
        {layout.put("{}", "application/vnd.docker.distribution.manifest.v1+prettyjws")});
    CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                   "schema 1 | convert it with: skopeo"));
  }
  SUBCASE("a config") {
    const Json manifest = {{"config", layout.put("{}", "application/x-config")},
                           {"layers", Json::array()}};
    layout.write_index({layout.put(manifest.dump(), kManifestType)});
    CHECK(contains(error_of([&] { read_image(layout.reference()); }), "not a container image"));
  }
}

TEST_CASE("errors of malformed documents name the document") {
  const SampleLayout layout;
  write(layout.path() / "index.json", "{");
  CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                 "index.json of " + layout.reference() + ": not valid JSON"));
  const Json broken = layout.put("[]", kManifestType);
  layout.write_index({broken});
  CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                 "the manifest, blob " + broken["digest"].get<std::string>() + " of "));
}

TEST_CASE("the numbers of layers and diff_ids have to be equal") {
  const SampleLayout layout;
  const Json manifest = {{"config", layout.put(config_of({"a", "b"}, "amd64").dump(), kConfigType)},
                         {"layers", Json::array({layout.put("a", kLayerType)})}};
  layout.write_index({layout.put(manifest.dump(), kManifestType)});
  CHECK(contains(error_of([&] { read_image(layout.reference()); }),
                 "has 1 layers, but its config 2"));
}

TEST_CASE("the error for a path without an image says what the path is") {
  const base::TempDir empty = temp_dir();
  CHECK(contains(error_of([&] { read_image("oci:/no/such/directory"); }),
                 "no such image: oci:/no/such/directory"));
  CHECK(contains(error_of([&] { read_image("oci:" + empty.path().string()); }),
                 "is not an image layout"));
  write(empty.path() / "file", "x");
  CHECK(contains(error_of([&] { read_image("oci:" + (empty.path() / "file").string()); }),
                 "is not a directory"));
  CHECK(contains(error_of([&] { read_image("oci-archive:" + empty.path().string()); }),
                 "is a directory"));
}
