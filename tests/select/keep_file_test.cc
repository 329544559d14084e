#include "select/keep_file/keep_file.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "image_on_disk.h"
#include "select/keep_file/explain_path.h"
#include "select/keep_file/json_text.h"
#include "whittle/error.h"

using namespace whittle;
using testing::ImageOnDisk;

namespace {

std::string written(const ImageOnDisk& image, const KeepSet& keep) {
  const auto file = image.directory() / "keep.json";
  select::write_keep_file(file, image.file_tree(), keep, image.packages);
  return testing::bytes_of(file);
}

std::vector<select::KeepLine> chain_in(const ImageOnDisk& image, const std::string& path) {
  const select::KeepFile keep(image.directory() / "keep.json");
  const auto explanation = select::explain_path(keep, select::tree_of(keep), path);
  return explanation ? explanation->chain : std::vector<select::KeepLine>();
}

}  // namespace

TEST_CASE("keep.json is JSON with totals and one line per path") {
  ImageOnDisk image("/a -> b\n/b 644 5\n/c 644 7\n");
  image.recorded("/a");
  const KeepSet keep = image.select();
  const std::string text = written(image, keep);
  const auto json = nlohmann::json::parse(text);
  CHECK(json["schema"] == 1);
  CHECK(json["totals"]["kept_bytes"] == 6);
  CHECK(json["totals"]["dropped_bytes"] == 7);
  CHECK(json["totals"]["kept_files"] == 2);
  CHECK(json["totals"]["paths"] == 4);
  REQUIRE(json["paths"].size() == 4);
  CHECK(json["paths"][2] == nlohmann::json{{"path", "/b"},
                                           {"kept", true},
                                           {"rule", "symlink"},
                                           {"evidence", "-> b"},
                                           {"parent", "/a"},
                                           {"size", 5}});
  CHECK(json["paths"][1]["target"] == "b");
  CHECK(json["rules"]["symlink"] == nlohmann::json{{"files", 1}, {"bytes", 5}});
  CHECK(json["dropped"]["unused"] == nlohmann::json{{"files", 1}, {"bytes", 7}});
  CHECK(text == written(image, keep));
}

TEST_CASE("explain gives the chain of reasons up to its root") {
  ImageOnDisk image("/a -> b\n/b -> d/c\n/d/c 644 5\n/e 644 1\n");
  image.recorded("/a");
  const KeepSet keep = image.select();
  written(image, keep);
  const auto chain = chain_in(image, "/d/");
  REQUIRE(chain.size() == 4);
  const char* paths[] = {"/d", "/d/c", "/b", "/a"};
  const char* rules[] = {"parent", "symlink", "symlink", "recorded"};
  for (std::size_t step = 0; step < chain.size(); ++step) {
    CHECK(chain[step].path == paths[step]);
    CHECK(chain[step].verdict.reason.rule == rules[step]);
  }
  REQUIRE(chain_in(image, "/e").size() == 1);
  CHECK_FALSE(chain_in(image, "/e")[0].verdict.kept);
  CHECK(chain_in(image, "/none").empty());
}

TEST_CASE("paths that are not UTF-8 are read back byte by byte") {
  const std::string odd = "/\xff\xfe\"\\\x01\xc3\xa4";
  ImageOnDisk image(odd + "/x 644 1\n");
  image.recorded(odd + "/x");
  written(image, image.select());
  const auto file = image.directory() / "keep.json";
  CHECK(nlohmann::json::accept(testing::bytes_of(file)));
  const auto chain = chain_in(image, odd);
  REQUIRE(chain.size() == 2);
  CHECK(chain[0].path == odd);
  CHECK(chain[1].path == odd + "/x");
}

TEST_CASE("a circular chain of reasons ends") {
  ImageOnDisk image("/a 644 1\n/b 644 1\n");
  KeepSet keep = image.select();
  keep.verdicts[1] = {true, {"x", "", "/b"}};
  keep.verdicts[2] = {true, {"x", "", "/a"}};
  written(image, keep);
  CHECK(chain_in(image, "/a").size() == 2);
}

TEST_CASE("a missing keep file, or one of another format, is an error") {
  ImageOnDisk image("/a 644 1\n");
  const auto file = image.directory() / "keep.json";
  CHECK_THROWS_AS(select::KeepFile{file}, Error);
  for (const char* text :
       {"", "{}", "[]", "{\"schema\": 2, \"paths\": []}", "{\"schema\": 1, \"paths\": ["}) {
    std::ofstream(file) << text;
    CHECK_THROWS_AS(select::KeepFile{file}, Error);
  }
}

TEST_CASE("a keep file is read back as it was written, with sizes and owners") {
  ImageOnDisk image("/a 644 5\n/b = /a\n/c 644 7\n/l -> a\n/dir/\n/pipe p\n");
  image.recorded("/b");
  image.recorded("/c");
  KeepSet keep = image.select();
  const FileTree& tree = image.file_tree();
  keep.replaced[tree.node(*tree.find("/c")).inode] = "new";
  count_totals(keep, tree);
  image.packages.packages = {{.manager = PackageManager::dpkg, .name = "a", .version = "1-2"}};
  image.packages.node_owner.assign(tree.size(), PackageIndex::kNoPackage);
  image.packages.node_owner[*tree.find("/a")] = 0;
  const auto json = nlohmann::json::parse(written(image, keep));
  CHECK(json["totals"]["shrunk_bytes"] == 4);

  select::write_replaced_files(image.directory(), tree, keep);
  const select::KeepFile file(image.directory() / "keep.json");
  REQUIRE(file.lines().size() == tree.size());
  // /a is dropped, so its inode counts at /b.
  CHECK(file.find("/a")->size == 0);
  CHECK(file.find("/a")->owner == "dpkg:a 1-2");
  CHECK(file.find("/b")->size == 5);
  CHECK(file.find("/b")->owner.empty());
  CHECK(file.find("/c")->size == 3);
  CHECK(file.find("/c")->original_size == 7);
  CHECK(testing::bytes_of(image.directory() / file.find("/c")->content) == "new");
  CHECK(file.find("/l")->target == "a");
  CHECK(file.find("/l")->type == FileType::symlink);
  CHECK(file.find("/dir")->type == FileType::directory);
  CHECK(file.find("/pipe")->type == FileType::fifo);
  CHECK(file.find("/none") == nullptr);
}

TEST_CASE("owners, modes and file capabilities are read back; usual values are not written") {
  ImageOnDisk image(
      "/a 644 5\n/b 4755 5 12:34\n/c 755 1 security.capability=x\xff\n/d/ 700\n/l -> a\n/e/");
  const auto json = nlohmann::json::parse(written(image, image.select()));
  REQUIRE(json["paths"].size() == image.file_tree().size());
  for (const char* member : {"mode", "uid", "gid", "file_capabilities_hex"}) {
    for (const auto& line : json["paths"]) {
      const bool usual = line["path"] == "/a" || line["path"] == "/l" || line["path"] == "/e";
      CHECK((!usual || !line.contains(member)));
    }
  }
  const FileTree back = select::tree_of(select::KeepFile(image.directory() / "keep.json"));
  const FileTree& tree = image.file_tree();
  for (NodeId id = 1; id < tree.size(); ++id) {
    const FileMetadata& metadata = back.metadata(*back.find(tree.path(id)));
    CAPTURE(tree.path(id));
    CHECK(metadata.mode == tree.metadata(id).mode);
    CHECK(metadata.uid == tree.metadata(id).uid);
    CHECK(metadata.gid == tree.metadata(id).gid);
    CHECK(metadata.xattrs == tree.metadata(id).xattrs);
  }
}

TEST_CASE("a keep file names no content outside of its own directory") {
  ImageOnDisk image;
  const auto file = image.directory() / "keep.json";
  for (const char* name : {"/etc/passwd", "replaced/../x", "replaced/", "replaced/1/2", "1"}) {
    std::ofstream(file) << R"({"schema":1,"paths":[{"path":"/a","kept":true,"content":")" << name
                        << R"("}]})";
    CHECK(select::KeepFile(file).find("/a")->content.empty());
  }
}

TEST_CASE("JSON strings: bytes that are not UTF-8 are replaced and reported, the others stay") {
  const auto json = [](std::string_view text) {
    std::string out;
    const bool valid = select::append_json_string(out, text) == select::Utf8::valid;
    CHECK(nlohmann::json::accept(out));
    return (valid ? "" : "damaged ") + out;
  };
  CHECK(json("a\"b\\c\n") == R"("a\"b\\c\n")");
  CHECK(json("\xf0\x9f\x98\x80") == "\"\xf0\x9f\x98\x80\"");
  CHECK(json("\xc0\xaf") == R"(damaged "\ufffd\ufffd")");
  CHECK(json("\xed\xa0\x80") == R"(damaged "\ufffd\ufffd\ufffd")");
  CHECK(json("\xe2\x82") == R"(damaged "\ufffd\ufffd")");
  CHECK(select::from_hex(select::to_hex("\x01\xff")) == "\x01\xff");
}
