// A layer on disk, compared with its index entry by entry.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/temp_dir.h"
#include "layer/layer_cache.h"
#include "layer/layer_writer.h"
#include "layer/tar_builder.h"
#include "whittle/error.h"

using namespace whittle;
using testing::TarBuilder;
namespace fs = std::filesystem;

namespace {

class OneBlob : public BlobSource {
 public:
  explicit OneBlob(std::string bytes) : bytes_(std::move(bytes)) {}
  std::unique_ptr<ByteSource> open(const Layer&) const override {
    return std::make_unique<testing::StringSource>(bytes_);
  }

 private:
  std::string bytes_;
};

struct Unpacked {
  base::TempDir directory{fs::temp_directory_path(), "whittle-test"};
  layer::CachedLayer layer;

  explicit Unpacked(const std::string& tar)
      : layer(layer::unpack_layer(OneBlob(tar), testing::layer_of(tar, tar), files())) {}

  fs::path files() const { return directory.path() / "fs"; }
  struct stat status(const std::string& path) const {
    struct stat status {};
    if (::lstat((files().string() + path).c_str(), &status) != 0) status.st_mode = 0;
    return status;
  }
  std::string xattr(const std::string& path, const std::string& name) const {
    char value[256];
    const ssize_t n =
        ::lgetxattr((files().string() + path).c_str(), name.c_str(), value, sizeof value);
    return n < 0 ? "none" : std::string(value, static_cast<std::size_t>(n));
  }
  std::string content(const std::string& path) const {
    return base::read_file(files().string() + path);
  }
  bool is_whiteout(const std::string& path) const {
    return S_ISCHR(status(path).st_mode) && status(path).st_rdev == 0;
  }
  bool is_opaque(const std::string& path) const {
    return xattr(path, "trusted.overlay.opaque") == "y";
  }
};

std::string error_of(const std::string& tar) {
  try {
    Unpacked unpacked(tar);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("files on disk have the metadata of their entries") {
  const std::string capability("\1\0\0\2\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20);
  const Unpacked unpacked(
      TarBuilder()
          .add({.name = "d", .type = '5', .mode = 02750, .uid = 5, .gid = 6, .mtime = 1000})
          .pax({{"mtime", "12.000000345"}})
          .add({.name = "d/setuid", .content = "12345", .mode = 04755, .uid = 1000})
          .pax({{"SCHILY.xattr.security.capability", capability}, {"SCHILY.xattr.user.x", "1"}})
          .add({.name = "d/capable", .mode = 0755, .uid = 7})
          .symlink("d/s", "/etc/passwd")
          .hard_link("h", "d/setuid")
          .add({.name = "null", .type = '3', .mode = 0666, .major = 1, .minor = 3})
          .add({.name = "p", .type = '6', .mode = 0600, .gid = 9})
          .finish());
  for (const LayerEntry& entry : unpacked.layer.index.entries) {
    CAPTURE(entry.path);
    const FileMetadata& metadata = entry.metadata;
    if (metadata.type == FileType::hardlink) continue;
    const struct stat status = unpacked.status(entry.path);
    CHECK(status.st_uid == metadata.uid);
    CHECK(status.st_gid == metadata.gid);
    CHECK(status.st_mtim.tv_sec == metadata.mtime.seconds);
    CHECK(status.st_mtim.tv_nsec == metadata.mtime.nanoseconds);
    if (metadata.type != FileType::symlink) CHECK((status.st_mode & 07777) == metadata.mode);
    if (metadata.type == FileType::regular) CHECK(status.st_size == metadata.size);
    for (const auto& [name, value] : metadata.xattrs)
      CHECK(unpacked.xattr(entry.path, name) == value);
  }
  CHECK(unpacked.status("/h").st_ino == unpacked.status("/d/setuid").st_ino);
  CHECK(unpacked.status("/null").st_rdev == makedev(1, 3));
  CHECK(S_ISFIFO(unpacked.status("/p").st_mode));
  CHECK(fs::read_symlink(unpacked.files() / "d/s") == "/etc/passwd");
  CHECK(unpacked.content("/d/setuid") == "12345");
}

TEST_CASE("implied directories are root's, of 1970") {
  const Unpacked unpacked(TarBuilder().file("a/b/c").finish());
  CHECK(unpacked.status("/a/b").st_mode == (S_IFDIR | 0755));
  CHECK(unpacked.status("/a/b").st_mtim.tv_sec == 0);
  CHECK(unpacked.status("/").st_mode == (S_IFDIR | 0755));
}

TEST_CASE("holes take no room on disk") {
  const base::TempDir work(fs::temp_directory_path(), "whittle-test");
  const auto content = base::open_file(work.path() / "content", O_RDWR | O_CREAT);
  base::write_all(content.get(), std::string(5000, 'c'), "content");
  layer::LayerWriter writer(work.path() / "blob", Compression::none);
  writer.add("/holes", {.mode = 0644, .size = 1LL << 36, .extents = {{0, 5000}}, .sparse = true},
             content);
  writer.finish();
  const Unpacked unpacked(base::read_file(work.path() / "blob"));
  CHECK(unpacked.status("/holes").st_size == 1LL << 36);
  CHECK(unpacked.status("/holes").st_blocks <= 64);
  char first[6] = {};
  const auto file = base::open_file(unpacked.files() / "holes", O_RDONLY);
  CHECK(::pread(file.get(), first, 5, 4998) == 5);
  CHECK(std::string(first, 5) == std::string("cc\0\0\0", 5));
}

TEST_CASE("whiteouts and opaque directories have overlayfs' form, wherever they stand") {
  const Unpacked unpacked(TarBuilder()
                              .file("a/.wh.gone")
                              .file("o/x")
                              .file("o/.wh..wh..opq")
                              .file(".wh.again")
                              .file("again/x")
                              .file("file", "new")
                              .file(".wh.file")
                              .finish());
  CHECK(unpacked.is_whiteout("/a/gone"));
  CHECK(unpacked.is_opaque("/o"));
  CHECK_FALSE(unpacked.is_opaque("/a"));
  CHECK(unpacked.is_opaque("/again"));
  CHECK(unpacked.content("/file") == "new");
}

TEST_CASE("the last of several entries of a name counts") {
  const Unpacked unpacked(TarBuilder()
                              .file("d/x")
                              .file("d", "file")
                              .file("f", "one")
                              .hard_link("g", "f")
                              .file("f", "two")
                              .symlink("s", "/etc")
                              .directory("s")
                              .file("s/x")
                              .directory("k/sub")
                              .add({.name = "k", .type = '5', .mode = 0711, .uid = 3})
                              .hard_link("g", "g")
                              .finish());
  CHECK(unpacked.content("/d") == "file");
  CHECK(unpacked.content("/f") == "two");
  CHECK(unpacked.content("/g") == "one");
  CHECK(S_ISREG(unpacked.status("/s/x").st_mode));
  CHECK(unpacked.status("/k").st_mode == (S_IFDIR | 0711));
  CHECK(S_ISDIR(unpacked.status("/k/sub").st_mode));
}

TEST_CASE("a hard link to a lower layer is in the index alone") {
  const Unpacked unpacked(TarBuilder().hard_link("h", "usr/bin/lower").finish());
  CHECK(unpacked.layer.index.entries.size() == 1);
  CHECK(unpacked.status("/h").st_mode == 0);
}

TEST_CASE("nothing is written outside the directory") {
  const base::TempDir outside(fs::temp_directory_path(), "whittle-test");
  const std::string target = outside.path().string();
  // The link is followed inside the root: the file lies in the directory, under the link's own
  // text.
  const Unpacked unpacked(
      TarBuilder().symlink("l", target).file("l/x").hard_link("h", "l/x").finish());
  CHECK(fs::is_empty(outside.path()));
  CHECK(fs::exists(unpacked.files().string() + target + "/x"));
  // A file over a link takes the link's place.
  const Unpacked replaced(TarBuilder().symlink("l", target + "/y").file("l", "text").finish());
  CHECK(fs::is_empty(outside.path()));
  CHECK(replaced.content("/l") == "text");
  const std::string up = error_of(TarBuilder().symlink("u", "../..").file("u/x").finish());
  CHECK(up.ends_with("entry \"u/x\" leaves the root"));
}

TEST_CASE("more data than the disk has room for is refused before it is written") {
  const std::string huge =
      TarBuilder().pax({{"size", "1000000000000000"}}).add({.name = "bomb"}).finish();
  CHECK(error_of(huge).find("it needs 1000000000000000 bytes more on disk") != std::string::npos);
}
