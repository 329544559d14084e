// Files that a kept file names.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;
using testing::with_strings;

namespace {

struct LiteralPathImage : ImageOnDisk {
  explicit LiteralPathImage(const std::string& lines) : ImageOnDisk(lines) {
    options.keep = select::Keep::closure;
    is_a_base();
  }
  void program(const std::vector<std::string>& literals) {
    file("/app", with_strings(elf64({}), literals));
    recorded("/app");
  }
};

}  // namespace

TEST_CASE(
    "literal-path: a program's data and programs, with their symlinks; a directory without "
    "content") {
  LiteralPathImage image(
      "/bin -> usr/bin\n/usr/bin/sendmail 755 9\n/data/table 644 9\n/data/other 644 9\n/spool/x "
      "644 9\n");
  image.program({"/bin/sendmail", "/data/table", "/spool", "/not/there"});
  image.select();
  CHECK(image.kept_files() == Paths{"/app", "/bin", "/data/table", "/usr/bin/sendmail"});
  CHECK(image.kept("/spool"));
  CHECK(image.reason("/data/table").rule == "literal-path");
  CHECK(image.reason("/data/table").evidence == "names /data/table");
  CHECK(image.reason("/data/table").parent == "/app");
}

TEST_CASE("literal-path: no shell, no package database, no documentation") {
  LiteralPathImage image(
      "/bin/sh -> dash\n/bin/dash 755 9\n/var/lib/dpkg/status 644 9\n/usr/share/doc/x 644 9\n");
  image.program({"/bin/sh", "/bin/dash", "/var/lib/dpkg/status", "/usr/share/doc/x"});
  image.select();
  CHECK(image.kept_files() == Paths{"/app"});
}

TEST_CASE("literal-path: of a library only small system data counts, of the C library nothing") {
  LiteralPathImage image(
      "/etc/x.conf 644 9\n/etc/y.conf 644 9\n/usr/bin/tool 755 9\n/opt/z 644 9\n");
  image.file("/lib/libx.so", with_strings(elf64({.soname = "libx.so"}),
                                          {"/etc/x.conf", "/usr/bin/tool", "/opt/z"}));
  image.file("/lib/libc.so.6", with_strings(elf64({.soname = "libc.so.6"}), {"/etc/y.conf"}));
  image.recorded("/lib/libx.so");
  image.recorded("/lib/libc.so.6");
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/x.conf", "/lib/libc.so.6", "/lib/libx.so"});
}

TEST_CASE("literal-path: scripts and configuration that the app used, not what the runtime read") {
  LiteralPathImage image("/opt/a 644 9\n/opt/b 644 9\n/opt/c 644 9\n/opt/d 644 9\n");
  image.file("/run.sh", "exec /opt/a\n# /opt/d\n", "755");
  image.file("/etc/app.conf", "file=/opt/b\n", "644");
  image.file("/etc/passwd", "x:x:0:0::/opt/d:/opt/d\n", "644");
  image.file("/etc/runtime", "/opt/c\n", "644");
  for (const char* path : {"/run.sh", "/etc/app.conf", "/etc/passwd"}) image.recorded(path);
  image.trace.files["/etc/runtime"].phases.insert(Phase::runtime);
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/etc/app.conf", "/etc/passwd", "/etc/runtime", "/opt/a", "/opt/b", "/run.sh"});
}

TEST_CASE("literal-path: a directory that a configuration names, with its content") {
  LiteralPathImage image(
      "/usr/share/web/icons/a 644 9\n/usr/share/web/icons/b/c 644 9\n/usr/share/web/large/d 644 "
      "5000000\n/usr/share/e 644 9\n/usr/share/tool/f 644 9\n");
  image.file("/etc/web.conf",
             "Alias /usr/share/web/icons/\nroot /usr/share/web/large\n/usr/share\n");
  image.file("/run.sh", "cd /usr/share/tool\n");
  image.recorded("/etc/web.conf");
  image.recorded("/run.sh");
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/etc/web.conf", "/run.sh", "/usr/share/web/icons/a", "/usr/share/web/icons/b/c"});
  CHECK(image.reason("/usr/share/web/icons/b/c").evidence == "names /usr/share/web/icons");
  CHECK(image.kept("/usr/share/web/large"));
  CHECK(image.kept("/usr/share/tool"));
}

TEST_CASE("literal-path: names in a file that is only kept by name are not followed; budget") {
  LiteralPathImage image("/opt/large 644 5000000\n/opt/b 644 9\n");
  image.file("/opt/script", "#!/none\n/opt/b\n");
  image.program({"/opt/script", "/opt/large"});
  image.select();
  CHECK(image.kept_files() == Paths{"/app", "/opt/script"});
  CHECK(image.reason("/opt/large").rule == "over-budget");
}
