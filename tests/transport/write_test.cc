#include <doctest/doctest.h>

#include <filesystem>

#include "transport/sample_image.h"

using namespace whittle;
using namespace whittle::test;

namespace {

// A new image as write/ leaves it, with its blobs in a directory.
struct WrittenSample {
  explicit WrittenSample(const std::string& layer) {
    const auto describe = [](const std::string& bytes, const char* type) {
      return Descriptor{.media_type = type,
                        .digest = base::sha256(bytes),
                        .size = static_cast<std::int64_t>(bytes.size())};
    };
    write(work.path() / "layer", layer);
    image.layers = {{{describe(layer, kLayerType), {base::sha256(layer)}}, work.path() / "layer"}};
    image.config_json = config_of({layer}, "amd64").dump();
    image.config = describe(image.config_json, kConfigType);
    const Json manifest = {{"config",
                            {{"mediaType", kConfigType},
                             {"digest", image.config.digest.str()},
                             {"size", image.config.size}}},
                           {"layers",
                            {{{"mediaType", kLayerType},
                              {"digest", base::sha256(layer).str()},
                              {"size", layer.size()}}}}};
    image.manifest_json = manifest.dump();
    image.manifest = describe(image.manifest_json, kManifestType);
    image.platform = Platform::parse("linux/amd64");
  }

  base::TempDir work = temp_dir();
  WrittenImage image;
};

std::size_t count_files(const std::filesystem::path& directory) {
  std::size_t count = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(directory))
    count += file.is_regular_file();
  return count;
}

}  // namespace

TEST_CASE("images written to files are read back the same, with the same bytes each time") {
  const base::TempDir out = temp_dir();
  const WrittenSample sample("layer bytes");
  for (const std::string prefix : {"oci:", "oci-archive:", "docker-archive:"}) {
    CAPTURE(prefix);
    const std::string place = (out.path() / prefix.substr(0, prefix.size() - 1)).string();
    const std::string reference = prefix + place + ":app:1";
    transport::check_destination(reference);
    transport::write_image(sample.image, reference, out.path());
    const Image image = read_image(reference);
    CHECK(image.name == "app:1");
    CHECK(image.config_digest == sample.image.config.digest);
    CHECK(image.config.json == sample.image.config_json);
    CHECK(layer_bytes(image) == "layer bytes");
    if (prefix == "oci:") continue;
    const std::string first = read(place);
    transport::write_image(sample.image, reference, out.path());
    CHECK(read(place) == first);
  }
}

TEST_CASE("a layout is added to, and a tag moves") {
  const base::TempDir out = temp_dir();
  const std::string layout = "oci:" + (out.path() / "layout").string();
  const WrittenSample one("one");
  const WrittenSample two("two");
  transport::write_image(one.image, layout + ":a", out.path());
  transport::write_image(two.image, layout + ":b", out.path());
  CHECK(layer_bytes(read_image(layout + ":a")) == "one");
  CHECK(layer_bytes(read_image(layout + ":b")) == "two");
  transport::write_image(two.image, layout + ":a", out.path());
  CHECK(layer_bytes(read_image(layout + ":a")) == "two");
}

TEST_CASE("a document is published with a tagged image as an artifact that refers to it") {
  const base::TempDir out = temp_dir();
  WrittenSample sample("bytes");
  sample.image.attachments = {
      {.media_type = "text/x", .bytes = "words", .annotations = {{"k", "v"}}}};
  const std::filesystem::path layout = out.path() / "layout";
  const auto index = [&] { return Json::parse(read(layout / "index.json"))["manifests"]; };
  transport::write_image(sample.image, "oci:" + layout.string() + ":a", out.path());
  REQUIRE(index().size() == 2);
  const Json entry = index()[1];
  CHECK(entry["artifactType"] == "text/x");
  const auto blob = [&](const Json& descriptor) {
    const std::string digest = descriptor["digest"];
    const std::string bytes = read(layout / "blobs/sha256" / digest.substr(7));
    CHECK(base::sha256(bytes).str() == digest);
    CHECK(bytes.size() == descriptor["size"]);
    return bytes;
  };
  const Json manifest = Json::parse(blob(entry));
  CHECK(manifest["artifactType"] == "text/x");
  CHECK(manifest["subject"]["digest"] == sample.image.manifest.digest.str());
  CHECK(manifest["subject"]["size"] == sample.image.manifest.size);
  CHECK(blob(manifest["config"]) == "{}");
  CHECK(blob(manifest["layers"][0]) == "words");
  CHECK(manifest["layers"][0]["annotations"]["k"] == "v");
  // The artifact is not an image: the layout still has one image.
  CHECK(layer_bytes(read_image("oci:" + layout.string())) == "bytes");

  SUBCASE("a newer one takes its place") {
    sample.image.attachments[0].bytes = "other words";
    transport::write_image(sample.image, "oci:" + layout.string() + ":a", out.path());
    REQUIRE(index().size() == 2);
    CHECK(blob(Json::parse(blob(index()[1]))["layers"][0]) == "other words");
  }
  SUBCASE("in an archive too") {
    const std::string archive = "oci-archive:" + (out.path() / "archive").string();
    transport::write_image(sample.image, archive + ":a", out.path());
    CHECK(read(out.path() / "archive").find("words") != std::string::npos);
    CHECK(layer_bytes(read_image(archive)) == "bytes");
  }
  SUBCASE("not with an image that has no tag, which readers expect to be alone") {
    transport::write_image(sample.image, "oci:" + (out.path() / "bare").string(), out.path());
    CHECK(Json::parse(read(out.path() / "bare/index.json"))["manifests"].size() == 1);
  }
}

TEST_CASE("a damaged existing blob is written again") {
  const base::TempDir out = temp_dir();
  const WrittenSample sample("bytes");
  const std::string layout = "oci:" + (out.path() / "layout").string();
  transport::write_image(sample.image, layout, out.path());
  write(out.path() / "layout/blobs/sha256" / base::sha256("bytes").hex(), "x");
  transport::write_image(sample.image, layout, out.path());
  CHECK(layer_bytes(read_image(layout)) == "bytes");
}

TEST_CASE("a write that fails leaves nothing") {
  const base::TempDir out = temp_dir();
  WrittenSample sample("bytes");
  sample.image.layers.front().file = "/no/such/file";
  for (const std::string prefix : {"oci:", "oci-archive:", "docker-archive:"}) {
    CAPTURE(prefix);
    CHECK_THROWS_AS(
        transport::write_image(sample.image, prefix + (out.path() / "new").string(), out.path()),
        Error);
    CHECK(std::filesystem::is_empty(out.path()));
  }
}

TEST_CASE("a failed write leaves a layout as it was") {
  const base::TempDir out = temp_dir();
  const std::string layout = "oci:" + (out.path() / "layout").string();
  transport::write_image(WrittenSample("one").image, layout, out.path());
  const std::size_t before = count_files(out.path());
  WrittenSample broken("two");
  broken.image.layers.push_back({{}, "/no/such/file"});
  CHECK_THROWS_AS(transport::write_image(broken.image, layout, out.path()), Error);
  CHECK(count_files(out.path()) == before);
  CHECK(layer_bytes(read_image(layout)) == "one");
}

TEST_CASE("an invalid destination is an early usage error") {
  const base::TempDir out = temp_dir();
  const std::string path = out.path().string();
  write(out.path() / "full/file", "x");
  for (const std::string& wrong :
       {"oci-archive:" + path + "/no/x.tar", "docker-archive:" + path, "oci:" + path + "/no/x",
        "oci:" + path + "/full", "oci:" + path + "/full/file", std::string("./x"),
        std::string("name@sha256:00"), std::string("docker://x@sha256:00")}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(transport::check_destination(wrong), UsageError);
  }
  std::filesystem::create_directory(out.path() / "empty");
  CHECK_NOTHROW(transport::check_destination("oci:" + path + "/empty/"));
  CHECK_NOTHROW(transport::check_destination("oci:" + path + "/new/:tag"));
  CHECK_NOTHROW(transport::check_destination("docker-archive:" + path + "/x.tar:name:1"));
}

TEST_CASE("layers are compressed where the destination stores them") {
  CHECK(transport::preferred_compression("oci:x") == Compression::gzip);
  CHECK(transport::preferred_compression("oci-archive:x") == Compression::gzip);
  CHECK(transport::preferred_compression("docker-archive:x") == Compression::none);
  CHECK(transport::preferred_compression("name") == Compression::none);
}

TEST_CASE("a written image can be read before it is published") {
  const WrittenSample sample("bytes");
  const Image image = transport::open_written(sample.image);
  CHECK(image.digest == sample.image.manifest.digest);
  CHECK(image.config.diff_ids == std::vector<DiffId>{{base::sha256("bytes")}});
  CHECK(layer_bytes(image) == "bytes");
}
