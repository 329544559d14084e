// What a kept node needs: parents, symlink chains, script interpreters.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

TEST_CASE("parent: every directory on the path, and nothing else") {
  ImageOnDisk image("/a/b/c 644 1\n/a/d/e 644 1\n");
  image.recorded("/a/b/c");
  image.select();
  CHECK(image.reason("/a/b").rule == "parent");
  CHECK(image.reason("/a/b").parent == "/a/b/c");
  CHECK(image.kept("/a"));
  CHECK(image.kept("/"));
  CHECK_FALSE(image.kept("/a/d"));
}

TEST_CASE("symlink: a kept link keeps the chain to its end") {
  ImageOnDisk image("/a -> /d/b\n/d -> e\n/e/b -> c\n/e/c 644 1\n/e/x 644 1\n");
  image.recorded("/a");
  image.select();
  CHECK(image.kept_files() == Paths{"/a", "/d", "/e/b", "/e/c"});
  CHECK(image.reason("/e/c").rule == "symlink");
  CHECK(image.reason("/e/c").evidence == "-> c");
  CHECK(image.reason("/e/c").parent == "/e/b");
  CHECK(image.reason("/d").parent == "/a");
}

TEST_CASE("symlink: where a link is excluded, its chain ends") {
  ImageOnDisk image("/a -> b\n/b -> c\n/c 644 1\n");
  image.recorded("/a");
  image.options.exclude_patterns = {"/b"};
  image.select();
  CHECK(image.kept_files() == Paths{"/a"});
}

TEST_CASE("symlink: a dangling link and one to itself are kept as they are") {
  ImageOnDisk image("/a -> none\n/b -> b\n/c 644 1\n");
  image.recorded("/a");
  image.recorded("/b");
  image.select();
  CHECK(image.kept_files() == Paths{"/a", "/b"});
}

TEST_CASE("script-interpreter: through links, env and further scripts") {
  ImageOnDisk image(
      "/bin -> usr/bin\n/usr/bin/env 755 1\n/usr/bin/python3 -> python3.11\n/usr/bin/python3.11 "
      "755 1\n/usr/bin/perl 755 1\n");
  image.file("/app/run", "#!/app/wrapper -x\n");
  image.file("/app/wrapper", "#! /bin/env -S python3 -u\nprint()\n");
  image.recorded("/app/run");
  image.select();
  CHECK(image.kept_files() == Paths{"/app/run", "/app/wrapper", "/bin", "/usr/bin/env",
                                    "/usr/bin/python3", "/usr/bin/python3.11"});
  CHECK(image.reason("/app/wrapper").parent == "/app/run");
  CHECK(image.reason("/usr/bin/python3").evidence == "#!/bin/env python3");
}

TEST_CASE("script-interpreter: a module that is not executable does not need one") {
  ImageOnDisk image("/usr/bin/perl 755 1\n");
  image.file("/lib/module.pm", "#!/usr/bin/perl\n", "644");
  image.recorded("/lib/module.pm");
  image.select();
  CHECK(image.kept_files() == Paths{"/lib/module.pm"});
}

TEST_CASE("script-interpreter: a missing one is a warning") {
  ImageOnDisk image;
  image.file("/x", "#!/bin/zsh");
  image.recorded("/x");
  CHECK(image.select().warnings == Paths{"/x needs /bin/zsh, which is not in the image"});
}

TEST_CASE("content is never read through a symlink in the layer's directory") {
  ImageOnDisk image("/bin/sh 755 1\n/x 755 20\n");
  std::filesystem::create_symlink("/usr/bin/ldd", image.directory() / "x");
  REQUIRE(testing::bytes_of("/usr/bin/ldd").starts_with("#!"));
  image.recorded("/x");
  image.select();
  CHECK(image.kept_files() == Paths{"/x"});
}
