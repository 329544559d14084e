#include "whittle/file_tree.h"

#include <doctest/doctest.h>

#include <set>

#include "tree_text.h"

using namespace whittle;
using testing::text;
using testing::tree;

TEST_CASE("entries become nodes, parents before children, siblings by name") {
  CHECK(
      text(tree("/b 600 3 1:2\n/a/ 700\n/a/z -> ../b\n/a/c = /b\n/dev/null c 1:3 666\n/p p 600")) ==
      "/a/ 700\n/a/c 600 3 1:2\n/a/z -> ../b\n/b = /a/c\n/dev/ 755\n/dev/null c 1:3 666\n/p p "
      "600\n");
}

TEST_CASE("no layer, and an empty one, are a tree of the root only") {
  for (const FileTree& empty : {FileTree::from_layers({}), tree("")}) {
    CHECK(empty.size() == 1);
    CHECK(empty.metadata(FileTree::kRoot).mode == 0755);
    CHECK(empty.path(FileTree::kRoot) == "/");
  }
}

TEST_CASE("layers are applied one on top of the other") {
  struct Case {
    const char* name;
    std::vector<std::string_view> layers;
    std::string_view expected;
  };
  const Case cases[] = {
      {"whiteout of a file", {"/a 644\n/b 644", "!/a"}, "/b 644 0\n"},
      {"whiteout of a directory", {"/d/x/y 644", "!/d"}, ""},
      {"whiteout of what is not there", {"/a 644", "!/b"}, "/a 644 0\n"},
      {"whiteout in a directory that is not there makes it", {"", "!/d/x"}, "/d/ 755\n"},
      {"whiteout does not touch its own layer", {"/a 644 1", "/a 644 2\n!/a"}, "/a 644 2\n"},
      {"whiteout and re-add of a directory",
       {"/d/x 644", "!/d\n/d/y 644"},
       "/d/ 755\n/d/y 644 0\n"},
      {"re-add and whiteout of a directory",
       {"/d/x 644", "/d/y 644\n!/d"},
       "/d/ 755\n/d/y 644 0\n"},
      {"whiteout, then added by a later layer", {"/a 644 1", "!/a", "/a 644 2"}, "/a 644 2\n"},
      {"opaque hides lower children",
       {"/d/ 700\n/d/x/y 644", "/d/ opaque\n/d/z 644"},
       "/d/ 700\n/d/z 644 0\n"},
      {"opaque at the end of the tar",
       {"/d/ 700\n/d/x 644", "/d/z 644\n/d/ opaque"},
       "/d/ 700\n/d/z 644 0\n"},
      {"opaque directory that is not there", {"", "/d/ opaque"}, "/d/ 755\n"},
      {"opaque root", {"/a 644", "/ opaque\n/b 644"}, "/b 644 0\n"},
      {"directory replaced by a file", {"/d/x 644", "/d 600"}, "/d 600 0\n"},
      {"directory replaced by a symlink", {"/d/x 644\n/e/ 755", "/d -> e"}, "/d -> e\n/e/ 755\n"},
      {"directory, file, directory", {"/d/x 644", "/d 600", "/d/ 750"}, "/d/ 750\n"},
      {"file and directory again in one layer",
       {"/d/x 644", "/d 600\n/d/y 644"},
       "/d/ 755\n/d/x 644 0\n/d/y 644 0\n"},
      {"symlink replaced by an implied directory",
       {"/lib -> usr/lib\n/usr/lib/a 644", "/lib/b 644"},
       "/lib/ 755\n/lib/b 644 0\n/usr/ 755\n/usr/lib/ 755\n/usr/lib/a 644 0\n"},
      {"implied directory leaves the lower one as it is",
       {"/d/ 700 5:6", "/d/x 644"},
       "/d/ 700 5:6\n/d/x 644 0\n"},
      {"metadata of a directory is updated, children stay",
       {"/d/ 700\n/d/x 644", "/d/ 711"},
       "/d/ 711\n/d/x 644 0\n"},
      {"a repeated entry: the last wins",
       {"/a 644 1\n/a 600 2\n/d/ 700\n/d/x 644\n/d/ 711"},
       "/a 600 2\n/d/ 711\n/d/x 644 0\n"},
      {"hard link across layers", {"/a 600 7", "/b = /a"}, "/a 600 7\n/b = /a\n"},
      {"hard link across layers, target removed", {"/a 600 7", "/b = /a", "!/a"}, "/b 600 7\n"},
      {"hard link to the layer's own file before the lower one",
       {"/a 600 7", "/a 600 8\n/b = /a"},
       "/a 600 8\n/b = /a\n"},
      {"hard link to a hard link", {"/a 600 7\n/b = /a\n/c = /b"}, "/a 600 7\n/b = /a\n/c = /a\n"},
      {"hard link without target is dropped", {"/b = /a\n/c 644"}, "/c 644 0\n"},
      {"hard link to a directory is dropped", {"/a/ 755\n/b = /a"}, "/a/ 755\n"},
      {"hard link to itself", {"/a 644 1\n/a = /a"}, "/a 644 1\n"},
      {"hard link, then its target is replaced",
       {"/a 644 1\n/b = /a\n/a 644 2"},
       "/a 644 2\n/b 644 1\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::vector<LayerIndex> layers;
    for (const auto layer : c.layers) layers.push_back(testing::layer(layer));
    CHECK(text(tree(layers)) == c.expected);
  }
}

TEST_CASE("a node has its layer and the path of its content") {
  const FileTree merged = tree({"/a 644 1\n/d/ 755\n/z 644", "/b = /a\n/d/ 700", "/a 644 2"});
  const auto inode = [&](std::string_view path) { return merged.inode(merged.find(path).value()); };
  const auto node = [&](std::string_view path) { return merged.node(merged.find(path).value()); };
  CHECK(inode("/a").layer == 2);
  CHECK(inode("/b").layer == 0);
  CHECK(inode("/b").content_path == "/a");
  CHECK(node("/b").layer == 1);
  CHECK(node("/d").layer == 0);
  CHECK(inode("/d").layer == 1);
}

TEST_CASE("content has the path of a name that the layer still has") {
  const FileTree merged = tree("/a 644 1\n/b = /a\n/a 644 2");
  CHECK(merged.inode(merged.find("/b").value()).content_path == "/b");
  CHECK(merged.inode(merged.find("/a").value()).content_path == "/a");
}

TEST_CASE("totals count each inode once") {
  const FileTree merged = tree("/a 644 10\n/b = /a\n/c -> abc\n/d/ 755\n/p p");
  CHECK(merged.total_bytes() == 13);
  CHECK(merged.file_count() == 4);
}

TEST_CASE("the history of a path") {
  using Kind = PathEvent::Kind;
  const FileTree merged =
      tree({"/a 644\n/b 644\n/d/x 644", "/a 600\n!/d", "!/b\n/d/x 644", "!/a\n/a 644"});
  const auto history = [&](std::string_view path) {
    std::string story;
    for (const PathEvent& event : merged.history(path)) {
      const char* kind = event.kind == Kind::added ? "+" : event.kind == Kind::removed ? "-" : "!";
      story += kind + std::to_string(event.layer);
    }
    return story;
  };
  CHECK(history("/a") == "+0!1!3");
  CHECK(history("/b") == "+0-2");
  CHECK(history("/d") == "+0-1+2");
  CHECK(history("/d/x") == "+0-1+2");
  CHECK(history("/never") == "");
  CHECK(merged.find("/b") == std::nullopt);
}
