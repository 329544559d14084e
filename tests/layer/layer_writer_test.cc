#include "layer/layer_writer.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/subprocess.h"
#include "base/temp_dir.h"
#include "layer/tar_builder.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

base::TempDir make_temp_dir() {
  return {std::filesystem::temp_directory_path(), "whittle-test"};
}

FileMetadata plain(FileType type, unsigned mode) {
  return {.type = type, .mode = mode};
}

// One entry of each kind that is hard to preserve.
std::vector<LayerEntry> samples() {
  std::vector<LayerEntry> entries;
  const auto add = [&](const std::string& path, FileMetadata metadata) {
    entries.push_back({path, std::move(metadata)});
  };
  add("/", plain(FileType::directory, 0755));
  add("/d", {.type = FileType::directory, .mode = 01777, .mtime = {1700000000, 123456789}});
  add("/d/setuid", {.mode = 04755, .uid = 1000, .gid = 5'000'000, .size = 5, .mtime = {1, 0}});
  add("/d/old", {.mode = 0600, .mtime = {-5, 500'000'000}});
  add("/d/xattrs", {.mode = 0644,
                    .xattrs = {{"security.capability", std::string("\1\0\0\2\0\4\0\0", 8)},
                               {"user.empty", ""},
                               {"user.x", "1\n2"}}});
  add("/d/link",
      {.type = FileType::hardlink, .mode = 04755, .mtime = {1, 0}, .link_target = "/d/setuid"});
  add("/d/symlink",
      {.type = FileType::symlink, .mode = 0777, .link_target = "../" + std::string(300, 'l')});
  add("/d/cafe\xcc\x81", plain(FileType::regular, 0644));
  add("/d/caf\xe9", plain(FileType::regular, 0644));
  add("/d/" + std::string(255, 'n'), plain(FileType::regular, 0644));
  add("/d/null",
      {.type = FileType::char_device, .mode = 0666, .device_major = 1, .device_minor = 3});
  add("/d/disk",
      {.type = FileType::block_device, .mode = 0600, .device_major = 259, .device_minor = 70000});
  add("/d/fifo", plain(FileType::fifo, 0600));
  add("/d/holes", {.mode = 0644, .size = 1 << 20, .extents = {{0, 3}, {8192, 5}}, .sparse = true});
  add("/d/hole", {.mode = 0644, .size = std::int64_t{1} << 34, .sparse = true});
  add("/d/large", {.mode = 0644, .size = 3'000'000});
  add("/gone", {.type = FileType::whiteout});
  add("/d", {.type = FileType::opaque});
  return entries;
}

WrittenLayer write_samples(const std::filesystem::path& directory, layer::CompressionSetting how) {
  const auto content = directory / "content";
  if (!std::filesystem::exists(content)) {
    base::Fd out = base::open_file(content, O_WRONLY | O_CREAT);
    base::write_all(out.get(), std::string(3'000'000, 'c'), "content");
  }
  const base::Fd fd = base::open_file(content, O_RDONLY);
  layer::LayerWriter writer(directory / "blob", how);
  for (const LayerEntry& entry : samples()) writer.add(entry.path, entry.metadata, fd);
  return writer.finish();
}

LayerIndex read_back(const WrittenLayer& written) {
  testing::CollectingSink sink;
  const std::string stored = base::read_file(written.file);
  CHECK(written.layer.blob.digest == base::sha256(stored));
  CHECK(written.layer.blob.size == static_cast<std::int64_t>(stored.size()));
  return layer::read_layer(std::make_unique<testing::StringSource>(stored), written.layer, sink);
}

}  // namespace

TEST_CASE("what is written is read back, entry by entry") {
  const auto directory = make_temp_dir();
  for (const Compression how : {Compression::none, Compression::gzip, Compression::zstd}) {
    const LayerIndex index = read_back(write_samples(directory.path(), how));
    const auto expected = samples();
    REQUIRE(index.entries.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      CAPTURE(expected[i].path);
      CHECK(index.entries[i].path == expected[i].path);
      CHECK(index.entries[i].metadata == expected[i].metadata);
    }
  }
}

TEST_CASE("the same entries give the same bytes") {
  const auto directory = make_temp_dir();
  for (const Compression how : {Compression::gzip, Compression::zstd}) {
    const WrittenLayer first = write_samples(directory.path(), how);
    const WrittenLayer second = write_samples(directory.path(), how);
    CHECK(first.layer.blob.digest == second.layer.blob.digest);
    CHECK(first.layer.diff_id == second.layer.diff_id);
  }
}

TEST_CASE("every level can be read back, and the highest are not the largest") {
  const auto directory = make_temp_dir();
  for (const Compression form : {Compression::gzip, Compression::zstd}) {
    const auto [lowest, highest] = layer::level_range(form);
    const auto written = [&](int level) { return write_samples(directory.path(), {form, level}); };
    const WrittenLayer fast = written(lowest);
    const DiffId diff_id = read_back(fast).diff_id;
    const WrittenLayer small = written(highest);
    CHECK(read_back(small).diff_id == diff_id);
    CHECK(small.layer.blob.size < fast.layer.blob.size);
  }
}

TEST_CASE("content may come from memory") {
  const auto directory = make_temp_dir();
  layer::LayerWriter writer(directory.path() / "blob", Compression::none);
  writer.add("/x", {.mode = 0640, .size = 5}, std::string_view("bytes"));
  const WrittenLayer written = writer.finish();
  testing::CollectingSink sink;
  layer::read_layer(std::make_unique<testing::StringSource>(base::read_file(written.file)),
                    written.layer, sink);
  CHECK(base::read_file(written.file).find("bytes") == 512);
}

TEST_CASE("media types are the image-spec's") {
  const auto directory = make_temp_dir();
  const auto media_type = [&](Compression how) {
    return write_samples(directory.path(), how).layer.blob.media_type;
  };
  CHECK(media_type(Compression::none) == "application/vnd.oci.image.layer.v1.tar");
  CHECK(media_type(Compression::gzip) == "application/vnd.oci.image.layer.v1.tar+gzip");
  CHECK(media_type(Compression::zstd) == "application/vnd.oci.image.layer.v1.tar+zstd");
}

TEST_CASE("an ordinary entry is one header, without extensions") {
  const auto directory = make_temp_dir();
  layer::LayerWriter writer(directory.path() / "blob", Compression::none);
  writer.add("/usr/bin/x", {.mode = 0755, .uid = 1000, .mtime = {1700000000, 0}}, base::Fd());
  CHECK(writer.finish().layer.blob.size == 512 + 1024);
}

TEST_CASE("content that is too short is an Error") {
  const auto directory = make_temp_dir();
  const base::Fd empty = base::open_file("/dev/null", O_RDONLY);
  layer::LayerWriter writer(directory.path() / "blob", Compression::gzip);
  CHECK_THROWS_AS(writer.add("/x", {.mode = 0644, .size = 10}, empty), Error);
}

TEST_CASE("GNU tar reads it") {
  const auto directory = make_temp_dir();
  const WrittenLayer written = write_samples(directory.path(), Compression::gzip);
  const base::Output listing =
      base::run({.arguments = {"tar", "--numeric-owner", "-tvzf", written.file.string()}});
  CHECK(listing.exit.success());
  CHECK(listing.out.find("-rwsr-xr-x 1000/5000000") != std::string::npos);
  CHECK(listing.out.find("17179869184") != std::string::npos);
  CHECK(listing.out.find("d/link link to d/setuid") != std::string::npos);
}
