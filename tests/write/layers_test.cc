#include <doctest/doctest.h>

#include "write/layered_image.h"

using namespace whittle;
using testing::LayeredImage;
using testing::RandomImages;
using whittle::test::temp_dir;
using Paths = std::vector<std::string>;

namespace {

constexpr write::Layers kModes[] = {write::Layers::squash, write::Layers::preserve,
                                    write::Layers::split};

std::vector<DiffId> diff_ids(const WrittenImage& image) {
  std::vector<DiffId> ids;
  for (const WrittenLayer& layer : image.layers) ids.push_back(layer.layer.diff_id);
  return ids;
}

std::int64_t bytes_of(const testing::FoundFiles& files) {
  std::int64_t bytes = 0;
  for (const auto& [path, file] : files) {
    if (file.first_name == path) bytes += counted_bytes(file.metadata);
  }
  return bytes;
}

}  // namespace

TEST_CASE("in every mode, the layers together have the kept files") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    RandomImages random(seed);
    const base::TempDir directory = temp_dir();
    std::vector<LayerIndex> layers;
    for (std::size_t i = 0; i < 3; ++i) layers.push_back(random.layer());
    LayeredImage image(layers, directory.path());
    random.select(image);
    const testing::FoundFiles expected = testing::expected(image);
    for (const write::Layers mode : kModes) {
      CAPTURE(static_cast<int>(mode));
      const WrittenImage written = image.write(
          {.layers = mode, .compression = Compression::none, .source_date_epoch = {}, .edits = {}},
          directory.path());
      const testing::FoundFiles found = testing::unpacked(written);
      REQUIRE(found == expected);
      CHECK(written.size == bytes_of(found));
    }
  }
}

TEST_CASE("preserve: a layer has its own files, and directories as they were in it") {
  const base::TempDir directory = temp_dir();
  LayeredImage image({testing::layer("/etc/ 755 @1\n/etc/a 644 5\n/etc/b 644 1\n/gone 644 1"),
                      testing::layer("/etc/ 700 @2\n/etc/b 644 2"), testing::layer("/top 644 1"),
                      testing::layer("/unused 644 9")},
                     directory.path());
  for (const char* path : {"/etc/a", "/etc/b", "/top"}) image.mark(path);
  const WrittenImage written = image.write(
      {.layers = write::Layers::preserve, .compression = {}, .source_date_epoch = {}, .edits = {}},
      directory.path());
  REQUIRE(written.layers.size() == 3);
  CHECK(testing::paths(written, 0) == Paths{"/etc", "/etc/a"});
  CHECK(testing::paths(written, 1) == Paths{"/etc", "/etc/b"});
  CHECK(testing::paths(written, 2) == Paths{"/top"});
  CHECK(testing::unpacked(written).at("/etc").metadata.mode == 0700);
}

TEST_CASE("preserve: the layers above do not change a layer's bytes") {
  const base::TempDir one = temp_dir();
  const base::TempDir two = temp_dir();
  const LayerIndex base = testing::layer("/etc/ 755 @1\n/etc/a 644 5\n/etc/b 644 1");
  LayeredImage first({base, testing::layer("/etc/ 700 @2\n/etc/c 644 2")}, one.path());
  LayeredImage second({base, testing::layer("/etc/ 711 @3\n!/etc/b\n/srv/d 644 2")}, two.path());
  for (const char* path : {"/etc/a", "/etc/c"}) first.mark(path);
  for (const char* path : {"/etc/a", "/srv/d"}) second.mark(path);
  const write::WriteOptions options{
      .layers = write::Layers::preserve, .compression = {}, .source_date_epoch = {}, .edits = {}};
  const std::vector<DiffId> a = diff_ids(first.write(options, one.path()));
  const std::vector<DiffId> b = diff_ids(second.write(options, two.path()));
  CHECK(a.at(0) == b.at(0));
  CHECK(a.at(1) != b.at(1));
}

TEST_CASE("split: by owner, else by path; one layer for all names of a file") {
  const base::TempDir directory = temp_dir();
  LayeredImage image({testing::layer(R"(
    /bin -> usr/bin
    /server 755 1
    /srv/app/app.py 644 1
    /srv/app/node_modules/x/index.js 644 1
    /usr/bin/tool 755 3
    /srv/app/tool = /usr/bin/tool
    /usr/lib/python3/dist-packages/flask.py 644 1
    /usr/local/lib/site-packages/owned 644 1
    /usr/local/lib/site-packages/unowned 644 1
    /var/cache/app/ 700
    /var/www/index.html 644 1
  )")},
                     directory.path());
  for (NodeId id = 0; id < image.tree.size(); ++id) image.mark(id);
  image.packages.packages = {{.manager = PackageManager::dpkg, .name = "flask"},
                             {.manager = PackageManager::pip, .name = "p"}};
  image.packages.node_owner.assign(image.tree.size(), PackageIndex::kNoPackage);
  const auto own = [&](const char* path, PackageId owner) {
    image.packages.node_owner[*image.tree.find(path)] = owner;
  };
  own("/usr/lib/python3/dist-packages/flask.py", 0);
  own("/usr/local/lib/site-packages/owned", 1);

  const WrittenImage written = image.write(
      {.layers = write::Layers::split, .compression = {}, .source_date_epoch = {}, .edits = {}},
      directory.path());
  REQUIRE(written.layers.size() == 3);
  CHECK(testing::paths(written, 0) ==
        Paths{"/bin", "/srv", "/srv/app", "/srv/app/tool", "/usr", "/usr/bin", "/usr/bin/tool",
              "/usr/lib", "/usr/lib/python3", "/usr/lib/python3/dist-packages",
              "/usr/lib/python3/dist-packages/flask.py", "/var", "/var/cache", "/var/cache/app"});
  CHECK(testing::paths(written, 1) ==
        Paths{"/srv", "/srv/app", "/srv/app/node_modules", "/srv/app/node_modules/x",
              "/srv/app/node_modules/x/index.js", "/usr", "/usr/local", "/usr/local/lib",
              "/usr/local/lib/site-packages", "/usr/local/lib/site-packages/owned",
              "/usr/local/lib/site-packages/unowned"});
  CHECK(testing::paths(written, 2) == Paths{"/server", "/srv", "/srv/app", "/srv/app/app.py",
                                            "/var", "/var/www", "/var/www/index.html"});
  const test::Json history = test::Json::parse(written.config_json)["history"];
  CHECK(history[0]["comment"] == "base: system packages and system directories");
  CHECK(history[2]["comment"] == "application: the rest");
}

TEST_CASE("no mtime is later than SOURCE_DATE_EPOCH") {
  const base::TempDir directory = temp_dir();
  LayeredImage image({testing::layer("/d/ 755 @50\n/d/new 644 1 @51\n/d/old 644 1 @49")},
                     directory.path());
  for (NodeId id = 0; id < image.tree.size(); ++id) image.mark(id);
  const WrittenImage written = image.write(
      {.layers = write::Layers::squash, .compression = {}, .source_date_epoch = 50, .edits = {}},
      directory.path());
  const testing::FoundFiles found = testing::unpacked(written);
  CHECK(found.at("/d").metadata.mtime.seconds == 50);
  CHECK(found.at("/d/new").metadata.mtime.seconds == 50);
  CHECK(found.at("/d/old").metadata.mtime.seconds == 49);
  const test::Json config = test::Json::parse(written.config_json);
  CHECK(config["created"] == "1970-01-01T00:00:50Z");
  CHECK(config["history"][0]["created"] == "1970-01-01T00:00:50Z");
}
