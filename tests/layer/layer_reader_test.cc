#include "layer/layer_reader.h"

#include <doctest/doctest.h>

#include "layer/tar_builder.h"
#include "tree_text.h"
#include "whittle/error.h"

using namespace whittle;
using testing::read_tar;
using testing::TarBuilder;

namespace {

// The layer's tree as text.
std::string files_of(const std::string& tar) {
  return testing::text(testing::tree(std::vector<LayerIndex>{read_tar(tar)}));
}

const LayerEntry& only_entry(const LayerIndex& index) {
  REQUIRE(index.entries.size() == 1);
  return index.entries[0];
}

// The message after "layer sha256:...: ".
std::string error_of(const std::string& tar) {
  const std::string name = "layer " + base::sha256(tar).str() + ": ";
  try {
    read_tar(tar);
  } catch (const Error& error) {
    const std::string message = error.what();
    CHECK(message.starts_with(name));
    CHECK(message.find('\n') == std::string::npos);
    return message.substr(name.size());
  }
  return "no error";
}

}  // namespace

TEST_CASE("entries of each type are read") {
  const std::string tar = TarBuilder()
                              .add({.name = "d/", .type = '5', .mode = 01777, .uid = 1, .gid = 2})
                              .add({.name = "d/f", .content = "hello", .mode = 04755, .mtime = 77})
                              .symlink("d/s", "../x")
                              .hard_link("h", "d/f")
                              .add({.name = "c", .type = '3', .mode = 0666, .major = 1, .minor = 3})
                              .add({.name = "b", .type = '4', .mode = 0600, .major = 8, .minor = 1})
                              .add({.name = "p", .type = '6', .mode = 0600})
                              .finish();
  const LayerIndex index = read_tar(tar);
  CHECK(
      files_of(tar) ==
      "/b b 8:1 600\n/c c 1:3 666\n/d/ 1777 1:2\n/d/f 4755 5\n/d/s -> ../x\n/h = /d/f\n/p p 600\n");
  CHECK(index.entries[1].metadata.mtime == FileTime{77, 0});
  CHECK(index.entries[3].metadata.link_target == "/d/f");
  CHECK(index.size == 5 + 4);
  CHECK(index.diff_id.digest == base::sha256(tar));
}

TEST_CASE("names are normalised, and are bytes") {
  CHECK(files_of(TarBuilder().directory("./").file("./a//b/./c").file("/abs").finish()) ==
        "/a/ 755\n/a/b/ 755\n/a/b/c 644 0\n/abs 644 0\n");
  const std::string decomposed = "cafe\xcc\x81";  // libarchive would normalise the accent
  const std::string latin1 = "caf\xe9";
  for (const std::string& name : {decomposed, latin1}) {
    CHECK(only_entry(read_tar(TarBuilder().file(name).finish())).path == "/" + name);
    const auto pax = TarBuilder().pax({{"path", name}}).file("short").finish();
    CHECK(only_entry(read_tar(pax)).path == "/" + name);
    const auto link = TarBuilder().pax({{"linkpath", name}}).symlink("s", "x").finish();
    CHECK(only_entry(read_tar(link)).metadata.link_target == name);
  }
}

TEST_CASE("PAX records") {
  const std::string long_name = std::string(150, 'd') + "/" + std::string(200, 'f');
  const std::string capability("\1\0\0\2\0\4\0\0", 8);
  const LayerEntry entry =
      only_entry(read_tar(TarBuilder()
                              .pax({{"comment", "all"}}, 'g')
                              .pax({{"path", long_name},
                                    {"mtime", "12.000000345"},
                                    {"uid", "4000000000"},
                                    {"SCHILY.xattr.user.b", "2"},
                                    {"SCHILY.xattr.security.capability", capability},
                                    {"SCHILY.xattr.trusted.overlay.opaque", "y"}})
                              .file("x", "1")
                              .finish()));
  CHECK(entry.path == "/" + long_name);
  CHECK(entry.metadata.mtime == FileTime{12, 345});
  CHECK(entry.metadata.uid == 4000000000);
  const std::vector<std::pair<std::string, std::string>> xattrs{{"security.capability", capability},
                                                                {"user.b", "2"}};
  CHECK(entry.metadata.xattrs == xattrs);
}

TEST_CASE("GNU long names") {
  const std::string name = std::string(200, 'd') + "/" + std::string(200, 'f');
  TarBuilder tar;
  tar.add({.name = "././@LongLink", .type = 'L', .content = name + '\0'}).file("short");
  CHECK(only_entry(read_tar(tar.finish())).path == "/" + name);
}

TEST_CASE("sparse files keep their holes") {
  const std::string map = "2\n0\n3\n1000\n4\n";
  const std::string content = map + std::string(512 - map.size(), '\0') + "abcdefg";
  const std::string tar = TarBuilder()
                              .pax({{"GNU.sparse.major", "1"},
                                    {"GNU.sparse.minor", "0"},
                                    {"GNU.sparse.name", "holes"},
                                    {"GNU.sparse.realsize", "107374182400"}})
                              .file("GNUSparseFile.0/holes", content)
                              .finish();
  testing::CollectingSink sink;
  const LayerIndex index = layer::read_layer(std::make_unique<testing::StringSource>(tar),
                                             testing::layer_of(tar, tar), sink);
  const FileMetadata& metadata = only_entry(index).metadata;
  CHECK(index.entries[0].path == "/holes");
  CHECK(metadata.sparse);
  CHECK(metadata.size == 107374182400);
  CHECK(metadata.extents == std::vector<DataExtent>{{0, 3}, {1000, 4}});
  CHECK(sink.content == "abcdefg|");
}

TEST_CASE("whiteouts and markers") {
  const LayerIndex index = read_tar(TarBuilder()
                                        .file("etc/.wh.passwd")
                                        .file("dir/.wh..wh..opq")
                                        .file(".wh..wh..opq")
                                        .file(".wh..wh.plnk/x.1")
                                        .file(".wh..wh.aufs")
                                        .add({.name = "zero", .type = '3'})
                                        .finish());
  std::string text;
  for (const LayerEntry& entry : index.entries) {
    text += entry.path + (entry.metadata.type == FileType::whiteout ? " whiteout\n" : " opaque\n");
  }
  CHECK(text == "/etc/passwd whiteout\n/dir opaque\n/ opaque\n/zero whiteout\n");
}

TEST_CASE("an entry below a symlink of its layer goes where the link leads") {
  CHECK(files_of(TarBuilder().symlink("bin", "usr/bin").file("bin/sh").finish()) ==
        "/bin -> usr/bin\n/usr/ 755\n/usr/bin/ 755\n/usr/bin/sh 644 0\n");
  CHECK(files_of(TarBuilder().symlink("a/run", "/run/./x/..").file("a/run/pid").finish()) ==
        "/a/ 755\n/a/run -> /run/./x/..\n/run/ 755\n/run/pid 644 0\n");
  // Until another entry replaces the link.
  CHECK(files_of(TarBuilder().symlink("bin", "usr").directory("bin").file("bin/sh").finish()) ==
        "/bin/ 755\n/bin/sh 644 0\n");
}

TEST_CASE("what leaves the root is refused") {
  CHECK(error_of(TarBuilder().file("../x").finish()) == "entry \"../x\" leaves the root");
  CHECK(error_of(TarBuilder().file("a/../../x").finish()) == "entry \"a/../../x\" leaves the root");
  CHECK(error_of(TarBuilder().hard_link("h", "../../etc/passwd").finish()) ==
        "entry \"../../etc/passwd\" leaves the root");
  CHECK(error_of(TarBuilder().symlink("out", "../etc").file("out/passwd").finish()) ==
        "entry \"out/passwd\" leaves the root");
  CHECK(error_of(TarBuilder().symlink("d/out", "../../etc").file("d/out/.wh.x").finish()) ==
        "entry \"d/out/.wh.x\" leaves the root");
  CHECK(error_of(TarBuilder().file("a/.wh...").finish()) == "entry \"/a/..\" leaves the root");
  CHECK(error_of(TarBuilder().symlink("l", "l").file("l/x").finish()) ==
        "entry \"/l/x\" is below a loop of symlinks");
}

TEST_CASE("entries that no file system can have are refused") {
  CHECK(error_of(TarBuilder().add({.name = "odd", .type = 'Z'}).finish()) ==
        "entry \"odd\" is of the unknown type 'Z'");
  CHECK(error_of(TarBuilder()
                     .file("a", "x")
                     .pax({{"size", "1"}})
                     .add({.name = "odd", .type = 'y'})
                     .finish()) == "entry \"odd\" is of the unknown type 'y'");
  CHECK(error_of(TarBuilder().symlink("s", "").finish()) ==
        "entry \"/s\" is a symlink with no target");
  CHECK(error_of(TarBuilder().pax({{"path", std::string(300, 'n')}}).file("x").finish())
            .ends_with("has a name longer than 255 bytes"));
  std::string deep;
  for (int i = 0; i < 2100; ++i) deep += "d/";
  CHECK(error_of(TarBuilder().pax({{"path", deep}}).file("x").finish())
            .ends_with("has a path longer than 4096 bytes"));
  CHECK(error_of(TarBuilder()
                     .pax({{"SCHILY.xattr.user.x", std::string(70000, 'x')}})
                     .file("x")
                     .finish()) ==
        "entry \"x\" has an extended attribute that is larger than Linux allows");
}

TEST_CASE("damaged tars are refused") {
  const std::string whole = TarBuilder().file("a", std::string(5000, 'a')).finish();
  CHECK(error_of(whole.substr(0, 3000)).starts_with("damaged tar: "));
  std::string broken = TarBuilder().file("a", "x").file("b", "y").finish();
  broken[1024] = '?';
  CHECK(error_of(broken).starts_with("damaged tar: "));
  CHECK(error_of(std::string(4000, 'x')).starts_with("damaged tar: "));
}

TEST_CASE("a wrong diff_id is refused; it covers all bytes") {
  const std::string tar = TarBuilder().file("a", "x").finish();
  CHECK(read_tar(tar + std::string(20000, '\0')).entries.size() == 1);
  testing::CollectingSink sink;
  CHECK_THROWS_AS(layer::read_layer(std::make_unique<testing::StringSource>(tar + '\0'),
                                    testing::layer_of(tar, tar), sink),
                  Error);
}

TEST_CASE("an empty layer has no entries") {
  CHECK(read_tar("").entries.empty());
  CHECK(read_tar(std::string(1024, '\0')).entries.empty());
}
