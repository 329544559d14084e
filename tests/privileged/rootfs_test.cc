#include "container/rootfs.h"

#include <doctest/doctest.h>

#include "container/busybox.h"
#include "whittle/error.h"

using namespace whittle;
using testing::Mounted;
using Paths = std::set<std::string>;

namespace {

struct stat status_of(const std::filesystem::path& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status;
}

}  // namespace

TEST_CASE("the root directory is the image's, or root's with mode 755") {
  const Mounted none(std::vector<std::string>{});
  CHECK((status_of(none.rootfs.path()).st_mode & 07777) == 0755);
  const Mounted given({"/ 711 5:6\n/a 644 1"});
  const struct stat root = status_of(given.rootfs.path());
  CHECK((root.st_mode & 07777) == 0711);
  CHECK(root.st_uid == 5);
  CHECK(root.st_gid == 6);
}

TEST_CASE("127 layers, the upper one wins, one device for all") {
  std::vector<std::string> texts;
  for (int i = 0; i < 127; ++i) {
    texts.push_back("/own" + std::to_string(i) + " 644 1\n/shared 644 " + std::to_string(i));
  }
  const Mounted mounted(texts);
  CHECK(status_of(mounted / "shared").st_size == 126);
  for (int i = 0; i < 127; ++i) {
    CHECK(status_of(mounted / ("own" + std::to_string(i))).st_dev == mounted.rootfs.device());
  }
  CHECK(status_of(mounted.rootfs.path()).st_dev == mounted.rootfs.device());
  CHECK(mounted.rootfs.changes().empty());
}

TEST_CASE("a hard link to a file of a layer below is there, and one file with it") {
  const Mounted mounted({"/dir/ 750 7:8 @500\n/dir/a 4755 3", "/dir/b = /dir/a\n/dir/c = /dir/a"},
                        {{"/dir/a", "abc"}});
  CHECK(base::read_file(mounted / "dir/b") == "abc");
  const struct stat a = status_of(mounted / "dir/a");
  CHECK((status_of(mounted / "dir/b").st_mode & 07777) == 04755);
  CHECK(status_of(mounted / "dir/b").st_ino == a.st_ino);
  CHECK(status_of(mounted / "dir/c").st_ino == a.st_ino);
  CHECK(a.st_nlink == 3);
}

TEST_CASE("a hard link to a symlink below is a symlink") {
  const Mounted mounted({"/a -> /etc/passwd", "/b = /a"});
  CHECK(std::filesystem::read_symlink(mounted / "b") == "/etc/passwd");
}

TEST_CASE("a parent that an upper layer does not list keeps the lower layer's metadata") {
  const Mounted mounted(
      {"/var/ 755 @100\n/var/app/ 2750 33:44 @200\n/var/app/old 644 1", "/var/app/new 644 1"});
  const struct stat app = status_of(mounted / "var/app");
  CHECK((app.st_mode & 07777) == 02750);
  CHECK(app.st_uid == 33);
  CHECK(app.st_gid == 44);
  CHECK(app.st_mtim.tv_sec == 200);
  CHECK(status_of(mounted / "var").st_mtim.tv_sec == 100);
  CHECK(std::filesystem::exists(mounted / "var/app/old"));
  CHECK(std::filesystem::exists(mounted / "var/app/new"));
}

TEST_CASE("what layers remove stays removed beside fixed paths") {
  const Mounted mounted({"/d/ 700 1:1\n/d/a 644 1\n/d/b 644 1\n/o/ 755\n/o/x 644 1",
                         "!/d/a\n/d/c = /d/b\n/o/ 755\n/o/ opaque\n/o/y 644 1"});
  CHECK_FALSE(std::filesystem::exists(mounted / "d/a"));
  CHECK(std::filesystem::exists(mounted / "d/c"));
  CHECK(status_of(mounted / "d").st_uid == 1);
  CHECK_FALSE(std::filesystem::exists(mounted / "o/x"));
  CHECK(std::filesystem::exists(mounted / "o/y"));
}

TEST_CASE("changes: created, written, removed, a mode; not the parents of what changed") {
  const Mounted mounted(
      {"/d/ 755\n/d/sub/ 755\n/d/sub/written 644 1\n/d/removed 644 1\n/d/moded/ 755\n/d/kept 644 "
       "1"});
  base::write_file(mounted / "d/created", "x");
  std::filesystem::create_directories(mounted / "new/dir");
  base::write_file(mounted / "d/sub/written", "y");
  std::filesystem::remove(mounted / "d/removed");
  ::chmod((mounted / "d/moded").c_str(), 0700);
  CHECK(mounted.rootfs.changes() ==
        Paths{"/d/created", "/d/moded", "/d/removed", "/d/sub/written", "/new", "/new/dir"});
}

TEST_CASE("changes leave out what the runtime makes") {
  testing::Box box("echo x > /etc/x; busybox mkdir /srv");
  CHECK(box.run().success());
  CHECK(box.rootfs.changes() == Paths{"/etc/x", "/srv"});
}

TEST_CASE("a symlink of the image leads neither the runtime nor whittle out of the root") {
  const Mounted mounted(
      {std::string(testing::busybox_layer()) +
       "/etc/resolv.conf -> ../../../../../../../tmp/whittle-escape\n/srv -> /tmp/whittle-escape"},
      testing::busybox_contents());
  ImageConfig config;
  config.cmd = {"/bin/busybox", "cat", "/etc/resolv.conf"};
  config.working_dir = "/tmp/inside";
  std::string output;
  container::Container container(
      mounted.directory, mounted.rootfs, config, {}, {},
      [&](container::Stream, std::string_view bytes) { output += bytes; });
  container.start();
  CHECK(container.wait(std::chrono::seconds(20)) == Exit{});
  CHECK(output == "nameserver 127.0.0.1\n");
  CHECK_FALSE(std::filesystem::exists("/tmp/whittle-escape"));
  CHECK_FALSE(std::filesystem::exists("/tmp/inside"));
}
