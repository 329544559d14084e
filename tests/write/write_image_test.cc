#include <doctest/doctest.h>

#include <filesystem>

#include "layer/layer_reader.h"
#include "oci/config.h"
#include "oci/manifest.h"
#include "transport/sample_image.h"
#include "tree_text.h"
#include "write/write.h"

using namespace whittle;
using whittle::test::config_of;
using whittle::test::contains;
using whittle::test::error_of;
using whittle::test::read;
using whittle::test::temp_dir;

namespace {

struct Contents : layer::LayerSink {
  void add(const LayerEntry&) override {}
  void write(std::int64_t, std::span<const std::byte> data) override {
    bytes.append(reinterpret_cast<const char*>(data.data()), data.size());
  }
  void finish_file() override { bytes += ";"; }
  std::string bytes;
};

// Two layers on disk, as in the cache, and their image.
struct Source {
  Source() {
    test::write(directories[0] / "etc/x", "lower");
    test::write(directories[0] / "etc/y", "yyy");
    test::write(directories[1] / "etc/x", "upper!");
    image.name = "app:1";
    image.digest = base::sha256("the source's manifest");
    image.config = oci::parse_config(config_of({"a", "b"}, "amd64").dump());
    for (NodeId id = 0; id < tree.size(); ++id)
      keep.verdicts.push_back({.kept = true, .reason = {}});
  }

  WrittenImage write(const std::filesystem::path& to) const {
    std::vector<layer::CachedLayer> layers(2);
    for (std::size_t i = 0; i < 2; ++i) layers[i].directory = directories[i];
    return write::write_image({image, tree, layers, packages}, keep, {}, to);
  }

  base::TempDir root = temp_dir();
  std::vector<std::filesystem::path> directories{root.path() / "lower", root.path() / "upper"};
  FileTree tree = testing::tree(
      {"/etc/ 750 3:4\n/etc/x 644 5\n/etc/y 2755 3 @7", "/etc/x 600 6 5:6\n/etc/z = /etc/y"});
  KeepSet keep;
  PackageIndex packages;
  Image image;
};

}  // namespace

TEST_CASE("a new image has the content and metadata of the topmost layer with each file") {
  const Source source;
  const base::TempDir work = temp_dir();
  const WrittenImage written = source.write(work.path());
  const Image image = transport::open_written(written);
  Contents contents;
  const LayerIndex index =
      layer::read_layer(image.blobs->open(image.layers.at(0)), image.layers.at(0), contents);
  CHECK(testing::text(testing::tree({index})) ==
        "/etc/ 750 3:4\n/etc/x 600 6 5:6\n/etc/y 2755 3\n/etc/z = /etc/y\n");
  CHECK(contents.bytes == "upper!;yyy;");
  CHECK(index.size == written.size);
  CHECK(index.entries.at(2).metadata.mtime.seconds == 7);
}

TEST_CASE("config and manifest name the source of the image") {
  const Source source;
  const base::TempDir work = temp_dir();
  const WrittenImage written = source.write(work.path());
  const oci::Manifest manifest = oci::parse_manifest(written.manifest_json);
  CHECK(manifest.annotations.at(oci::kBaseDigest) == source.image.digest.str());
  CHECK(manifest.annotations.at(oci::kBaseName) == "app:1");
  CHECK(manifest.config.digest == base::sha256(written.config_json));
  CHECK(manifest.layers.at(0).digest == base::sha256(read(written.layers.at(0).file)));
  const ImageConfig config = oci::parse_config(written.config_json);
  CHECK(config.diff_ids == std::vector<DiffId>{written.layers.at(0).layer.diff_id});
  CHECK(config.cmd == source.image.config.cmd);
}

TEST_CASE("the same image gives the same bytes") {
  const Source source;
  const base::TempDir one = temp_dir();
  const base::TempDir two = temp_dir();
  const WrittenImage first = source.write(one.path());
  const WrittenImage second = source.write(two.path());
  CHECK(first.manifest_json == second.manifest_json);
  CHECK(read(first.layers.at(0).file) == read(second.layers.at(0).file));
}

TEST_CASE("replaced content is written with the source's metadata, for all names of the file") {
  Source source;
  source.keep.replaced[source.tree.node(*source.tree.find("/etc/y")).inode] = "the new content";
  const base::TempDir work = temp_dir();
  const Image image = transport::open_written(source.write(work.path()));
  Contents contents;
  const LayerIndex index =
      layer::read_layer(image.blobs->open(image.layers.at(0)), image.layers.at(0), contents);
  CHECK(testing::text(testing::tree({index})) ==
        "/etc/ 750 3:4\n/etc/x 600 6 5:6\n/etc/y 2755 15\n/etc/z = /etc/y\n");
  CHECK(contents.bytes == "upper!;the new content;");
}

TEST_CASE("a cache that differs from the layer indexes is an error") {
  const Source source;
  const base::TempDir work = temp_dir();
  const std::filesystem::path file = source.directories[1] / "etc/x";
  SUBCASE("another size") {
    test::write(file, "longer than it was");
    CHECK(contains(error_of([&] { source.write(work.path()); }),
                   "has another /etc/x than its layer"));
  }
  SUBCASE("a symlink") {
    std::filesystem::remove(file);
    std::filesystem::create_symlink(source.directories[0] / "etc/x", file);
    CHECK(contains(error_of([&] { source.write(work.path()); }),
                   "has another /etc/x than its layer"));
  }
  SUBCASE("a directory that is a symlink") {
    std::filesystem::rename(source.directories[1] / "etc", source.directories[1] / "real");
    std::filesystem::create_symlink("real", source.directories[1] / "etc");
    CHECK(contains(error_of([&] { source.write(work.path()); }),
                   "has another /etc/x than its layer"));
  }
  SUBCASE("nothing") {
    std::filesystem::remove(file);
    CHECK(contains(error_of([&] { source.write(work.path()); }),
                   "has another /etc/x than its layer"));
  }
}
