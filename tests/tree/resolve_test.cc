#include <doctest/doctest.h>

#include "tree_text.h"

using namespace whittle;

namespace {

const FileTree& sample() {
  static const FileTree tree = testing::tree(R"(
    /usr/bin/busybox 755 9
    /usr/bin/sh -> busybox
    /bin -> usr/bin
    /abs -> /usr/bin/sh
    /out -> ../../../../etc/passwd
    /slash -> usr/bin/busybox/
    /etc/passwd 644 3
    /etc/up -> ../bin/./sh
    /loop -> loop
    /x -> y
    /y -> x
    /dangling -> nowhere/deep
  )");
  return tree;
}

// "node [link link] canonical"; "-" where there is no node.
std::string resolve(std::string_view path, FollowLast follow = FollowLast::yes) {
  const auto resolution = sample().resolve(path, follow);
  std::string text = resolution.node ? sample().path(*resolution.node) : "-";
  for (const NodeId link : resolution.links) text += " via " + sample().path(link);
  if (!resolution.node || sample().path(*resolution.node) != resolution.canonical) {
    text += " at " + resolution.canonical;
  }
  return text;
}

}  // namespace

TEST_CASE("paths are resolved as in a process whose root this is") {
  CHECK(resolve("/") == "/");
  CHECK(resolve("//etc/./passwd") == "/etc/passwd");
  CHECK(resolve("etc/passwd") == "/etc/passwd");
  CHECK(resolve("/bin/sh") == "/usr/bin/busybox via /bin via /usr/bin/sh");
  CHECK(resolve("/abs") == "/usr/bin/busybox via /abs via /usr/bin/sh");
  CHECK(resolve("/etc/up") == "/usr/bin/busybox via /etc/up via /bin via /usr/bin/sh");
  CHECK(resolve("/bin/../../etc/passwd") == "/etc/passwd via /bin");
}

TEST_CASE("no path leaves the root") {
  CHECK(resolve("/../../etc/passwd") == "/etc/passwd");
  CHECK(resolve("/out") == "/etc/passwd via /out");
}

TEST_CASE("a symlink at the end is followed on request, or when the path ends with a slash") {
  CHECK(resolve("/bin", FollowLast::no) == "/bin");
  CHECK(resolve("/bin/", FollowLast::no) == "/usr/bin via /bin");
  CHECK(resolve("/bin/sh", FollowLast::no) == "/usr/bin/sh via /bin");
}

TEST_CASE("a path below a file is not found") {
  CHECK(resolve("/etc/passwd/") == "- at /etc/passwd");
  CHECK(resolve("/etc/passwd/x") == "- at /etc/passwd/x");
  CHECK(resolve("/etc/passwd/..") == "- at /etc");
  CHECK(resolve("/slash") == "- via /slash at /usr/bin/busybox");
}

TEST_CASE("a missing file has a canonical path") {
  CHECK(resolve("/bin/nope") == "- via /bin at /usr/bin/nope");
  CHECK(resolve("/dangling/x") == "- via /dangling at /nowhere/deep/x");
  CHECK(resolve("") == "- at /");
}

TEST_CASE("loops end after 40 links") {
  CHECK(sample().resolve("/loop", FollowLast::yes).node == std::nullopt);
  CHECK(sample().resolve("/loop", FollowLast::yes).links.size() == 40);
  CHECK(sample().resolve("/x/deep", FollowLast::no).node == std::nullopt);
  CHECK(resolve("/loop", FollowLast::no) == "/loop");
}
