#include "workspace/opened_image.h"

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/temp_dir.h"
#include "tree_text.h"
#include "whittle/error.h"

using namespace whittle;

TEST_CASE("an opened image has the tree and the directories of its layers, bottom first") {
  const workspace::OpenedImage opened =
      workspace::join({.reference = "x"}, {{"/lower", testing::layer("/a 644 3\n/b 644 4\n")},
                                           {"/upper", testing::layer("/a 644 5\n")}});
  CHECK(opened.image.reference == "x");
  CHECK(opened.directories == std::vector<std::filesystem::path>{"/lower", "/upper"});
  CHECK(testing::text(opened.tree) == "/a 644 5\n/b 644 4\n");
  CHECK(workspace::size_of(opened) == 12);  // of all layers
}

TEST_CASE("a user is looked up in the image's own files") {
  const base::TempDir layer(std::filesystem::temp_directory_path(), "whittle-test");
  std::filesystem::create_directory(layer.path() / "etc");
  const std::string passwd = "app:x:101:102::/:/bin/sh\n";
  base::write_file(layer.path() / "etc/passwd", passwd);
  const workspace::OpenedImage opened = workspace::join(
      {}, {{layer.path(),
            testing::layer("/etc/\n/etc/passwd 644 " + std::to_string(passwd.size()) + "\n")}});
  CHECK(workspace::user_of(opened, "app").uid == 101);
  CHECK(workspace::user_of(opened, "").uid == 0);
  CHECK_THROWS_AS(workspace::user_of(opened, "nobody-here"), Error);
}
