#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "transport/sample_image.h"

using namespace whittle;
using namespace whittle::test;

namespace {

struct Entry {
  std::string name;
  std::string bytes;
  std::string link = {};  // a symlink's text
};

enum class Filter { none, gzip, zstd };

void write_tar(const std::filesystem::path& file, const std::vector<Entry>& entries,
               Filter filter = Filter::none, int format = ARCHIVE_FORMAT_TAR_PAX_RESTRICTED) {
  archive* writer = ::archive_write_new();
  if (filter == Filter::gzip) ::archive_write_add_filter_gzip(writer);
  if (filter == Filter::zstd) ::archive_write_add_filter_zstd(writer);
  ::archive_write_set_format(writer, format);
  REQUIRE(::archive_write_open_filename(writer, file.c_str()) == ARCHIVE_OK);
  for (const Entry& entry : entries) {
    archive_entry* header = ::archive_entry_new();
    ::archive_entry_set_pathname(header, entry.name.c_str());
    ::archive_entry_set_filetype(header, entry.link.empty() ? AE_IFREG : AE_IFLNK);
    if (!entry.link.empty()) ::archive_entry_set_symlink(header, entry.link.c_str());
    ::archive_entry_set_perm(header, 0644);
    ::archive_entry_set_size(header, static_cast<la_int64_t>(entry.bytes.size()));
    REQUIRE(::archive_write_header(writer, header) == ARCHIVE_OK);
    ::archive_write_data(writer, entry.bytes.data(), entry.bytes.size());
    ::archive_entry_free(header);
  }
  REQUIRE(::archive_write_close(writer) == ARCHIVE_OK);
  ::archive_write_free(writer);
}

Json listed(const std::string& config, const std::vector<std::string>& layers,
            const std::vector<std::string>& names) {
  return {{"Config", config}, {"Layers", layers}, {"RepoTags", names}};
}

std::string hex_of(const std::string& bytes) {
  return std::string(base::sha256(bytes).hex());
}

// As Docker wrote it before 25: a directory for each layer, equal layers as symlinks.
std::vector<Entry> old_form(const std::string& architecture = "amd64") {
  const std::string config = config_of({"one", "two", "one"}, architecture).dump();
  return {{"a/layer.tar", "one"},
          {"b/layer.tar", "two"},
          {"c/layer.tar", "", "../a/layer.tar"},
          {hex_of(config) + ".json", config},
          {"manifest.json",
           Json::array({listed(hex_of(config) + ".json",
                               {"a/layer.tar", "b/layer.tar", "c/layer.tar"}, {"app:1", "app:2"})})
               .dump()}};
}

class Archive {
 public:
  std::filesystem::path path() const { return directory_.path() / "a.tar"; }
  std::string reference() const { return "docker-archive:" + path().string(); }

 private:
  base::TempDir directory_ = temp_dir();
};

}  // namespace

TEST_CASE("the old form of docker save, plain and compressed") {
  const Archive archive;
  for (const Filter filter : {Filter::none, Filter::gzip, Filter::zstd}) {
    write_tar(archive.path(), old_form(), filter);
    const Image image = read_image(archive.reference());
    CHECK(image.name == "app:1");
    CHECK(image.digest == image.config_digest);
    CHECK(layer_bytes(image, 0) == "one");
    CHECK(layer_bytes(image, 1) == "two");
    CHECK(layer_bytes(image, 2) == "one");
  }
  CHECK(read_image(archive.reference() + ":docker.io/library/app:2").name == "app:2");
  CHECK(
      contains(error_of([&] { read_image(archive.reference() + ":b"); }), "it has: app:1, app:2"));
}

TEST_CASE("the new form of docker save: an image layout with a manifest.json") {
  const SampleLayout layout;
  const Json config = layout.put(config_of({"one"}, "amd64").dump(), kConfigType);
  const Json layer = layout.put("one", kLayerType);
  const Json manifest =
      layout.put(Json{{"config", config}, {"layers", {layer}}}.dump(), kManifestType);
  // For another platform, the archive has only the descriptor.
  Json absent = manifest;
  absent["digest"] = base::sha256("absent").str();
  layout.write_index({layout.put_index({absent, manifest})});
  const auto name = [](const Json& d) {
    return "blobs/sha256/" + d["digest"].get<std::string>().substr(7);
  };
  std::vector<Entry> entries{
      {"manifest.json", Json::array({listed(name(config), {name(layer)}, {"app:1"})}).dump()}};
  for (const auto& file : std::filesystem::recursive_directory_iterator(layout.path())) {
    if (file.is_regular_file()) {
      entries.push_back(
          {file.path().lexically_relative(layout.path()).string(), read(file.path())});
    }
  }
  const Archive archive;
  write_tar(archive.path(), entries);
  const Image image = read_image(archive.reference());
  CHECK(image.digest.str() == manifest["digest"]);
  CHECK(image.layers.at(0).blob.digest == base::sha256("one"));
  CHECK(layer_bytes(image) == "one");
}

TEST_CASE("a stored layer of a new form archive is checked against its name") {
  const std::string config = config_of({"one"}, "amd64").dump();
  const Archive archive;
  write_tar(archive.path(),
            {{"blobs/sha256/" + hex_of("one"), "ONE"},
             {"config.json", config},
             {"manifest.json",
              Json::array({listed("config.json", {"blobs/sha256/" + hex_of("one")}, {})}).dump()}});
  CHECK(contains(error_of([&] { layer_bytes(read_image(archive.reference())); }),
                 "has the wrong digest"));
}

TEST_CASE("an archive of several images needs a name, one of several platforms a platform") {
  std::vector<Entry> entries;
  Json list = Json::array();
  for (const auto& [architecture, name] :
       {std::pair{"amd64", "a:1"}, {"arm64", "a:1"}, {"amd64", "b:1"}}) {
    const std::string config = config_of({name}, architecture).dump();
    const std::string layer = hex_of(name);
    entries.push_back({layer, name});
    entries.push_back({hex_of(config) + ".json", config});
    list.push_back(listed(hex_of(config) + ".json", {layer}, {name}));
  }
  entries.push_back({"manifest.json", list.dump()});
  const Archive archive;
  write_tar(archive.path(), entries);
  CHECK(contains(error_of([&] { read_image(archive.reference()); }),
                 "contains several images: a:1, b:1"));
  CHECK(read_image(archive.reference() + ":a:1", "linux/arm64").config.platform.architecture ==
        "arm64");
  CHECK(contains(error_of([&] { read_image(archive.reference() + ":a:1", "linux/s390x"); }),
                 "it has linux/amd64, linux/arm64: choose one with --platform"));
}

TEST_CASE("a damaged archive is an error") {
  const Archive archive;
  std::vector<Entry> entries = old_form();
  const auto error = [&] { return error_of([&] { read_image(archive.reference()); }); };

  SUBCASE("cut off within a file") {
    entries.push_back({"z", std::string(100000, 'z')});
    write_tar(archive.path(), entries);
    std::filesystem::resize_file(archive.path(), 20000);
    CHECK(contains(error(), "truncated: it ends within z"));
  }
  SUBCASE("cut off within the compression") {
    write_tar(archive.path(), entries, Filter::gzip);
    std::filesystem::resize_file(archive.path(), std::filesystem::file_size(archive.path()) / 2);
    CHECK(contains(error(), "cannot read " + archive.path().string()));
  }
  SUBCASE("no tar") {
    write(archive.path(), std::string(5000, 'x'));
    CHECK(contains(error(), "is not a tar archive"));
  }
  SUBCASE("empty") {
    write(archive.path(), "");
    CHECK(contains(error(), archive.path().string()));
  }
  SUBCASE("a config that is not of its name") {
    entries[3].bytes += ' ';
    write_tar(archive.path(), entries);
    CHECK(contains(error(), "has the wrong digest"));
  }
  SUBCASE("a layer that is a link to itself") {
    entries[2].link = "layer.tar";
    write_tar(archive.path(), entries);
    CHECK(contains(error(), "the layer c/layer.tar of " + archive.reference() + " is missing"));
  }
  SUBCASE("a layer that is a link out of the archive") {
    entries[2].link = "/etc/passwd";
    write_tar(archive.path(), entries);
    CHECK(contains(error(), "is missing"));
  }
  SUBCASE("a manifest.json of wrong types") {
    entries[4].bytes = R"([{"Config": 1}])";
    write_tar(archive.path(), entries);
    CHECK(contains(error(),
                   "manifest.json of " + archive.reference() + ": \"Config\" is not a string"));
  }
  SUBCASE("no manifest.json") {
    entries.pop_back();
    write_tar(archive.path(), entries);
    CHECK(contains(error(), "it has no manifest.json"));
  }
}

TEST_CASE("entries are found at their offsets in every dialect of tar") {
  const std::string long_name = std::string(150, 'd') + "/" + std::string(150, 'f');
  const std::string config = config_of({"deep"}, "amd64").dump();
  const Archive archive;
  for (const int format : {ARCHIVE_FORMAT_TAR_GNUTAR, ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE}) {
    write_tar(archive.path(),
              {{"./" + long_name, "deep"},
               {"c.json", config},
               {"manifest.json", Json::array({listed("c.json", {long_name}, {})}).dump()}},
              Filter::none, format);
    CHECK(layer_bytes(read_image(archive.reference())) == "deep");
  }
}
