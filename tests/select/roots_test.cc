// One test for each root rule of src/select/rules.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "whittle/error.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

TEST_CASE("recorded: what the run used is kept, with how it was used") {
  ImageOnDisk image("/a 644 1\n/b 644 1\n");
  FileUse& use = image.trace.files["/a"];
  use.uses.insert(Use::open);
  use.uses.insert(Use::lookup);
  use.users = {"/usr/sbin/nginx"};
  use.sources = {"fanotify", "ptrace"};
  image.recorded("/made/by/the/run");
  image.select();
  CHECK(image.kept_files() == Paths{"/a"});
  CHECK(image.reason("/a").rule == "recorded");
  CHECK(image.reason("/a").evidence == "open, lookup by /usr/sbin/nginx (fanotify, ptrace)");
  CHECK(image.reason("/b").rule == "unused");
}

TEST_CASE("recorded: the strongest use comes first, of a symlink that of the file at its end") {
  ImageOnDisk image("/bin/dash 755 1\n/bin/sh -> dash\n/bin/other -> dash\n/lost -> nowhere\n");
  for (const Use use : {Use::open, Use::exec, Use::lookup}) {
    image.trace.files["/bin/dash"].uses.insert(use);
  }
  image.trace.files["/bin/dash"].users = {"/usr/bin/env"};
  image.trace.files["/bin/sh"].uses.insert(Use::traverse);
  image.trace.files["/lost"].uses.insert(Use::readlink);
  image.select();
  CHECK(image.reason("/bin/dash").evidence == "exec, open, lookup by /usr/bin/env");
  CHECK(image.reason("/bin/sh").evidence ==
        "exec, open, lookup by /usr/bin/env, at its end /bin/dash");
  CHECK(image.reason("/lost").evidence == "readlink");
}

TEST_CASE("written: a file that was changed, and the directory of one that was created") {
  ImageOnDisk image("/var/log/app/\n/var/log/other/\n/etc/changed 644 1\n");
  image.trace.written = {"/etc/changed", "/var/log/app/today/log"};
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/changed"});
  CHECK(image.reason("/var/log/app").evidence == "/var/log/app/today/log was written");
  CHECK_FALSE(image.kept("/var/log/other"));
}

TEST_CASE("looked-up: a directory in which a missing file was looked for is kept, empty") {
  ImageOnDisk image("/etc/conf.d/\n/etc/file 644 1\n/etc/conf.d/x 644 1\n");
  image.trace.absent["/etc/conf.d/y"];
  image.trace.absent["/etc/file/z"];
  image.select();
  CHECK(image.reason("/etc/conf.d").rule == "looked-up");
  CHECK(image.kept_files().empty());
}

TEST_CASE("entrypoint: Entrypoint and Cmd are looked up in PATH") {
  ImageOnDisk image("/opt/bin/start 755 1\n/usr/bin/start 755 1\n/opt/bin/app 755 1\n");
  image.config.env = {"PATH=/opt/bin:/usr/bin"};
  image.config.entrypoint = {"start"};
  image.config.cmd = {"app", "--port", "80"};
  image.select();
  CHECK(image.kept_files() == Paths{"/opt/bin/app", "/opt/bin/start"});
}

TEST_CASE("entrypoint: a missing program is a warning") {
  ImageOnDisk image("/bin/x 755 1\n");
  image.config.cmd = {"y"};
  CHECK(image.select().warnings == Paths{"the image's command y is not in the image"});
}

TEST_CASE("health-check: its program and its shell") {
  ImageOnDisk image("/bin/sh 755 1\n/bin/bash 755 1\n/usr/bin/curl 755 1\n/usr/bin/wget 755 1\n");
  SUBCASE("CMD") {
    image.config.health_check = HealthCheck{.words = {"curl", "-f", "x"}};
    image.select();
    CHECK(image.kept_files() == Paths{"/usr/bin/curl"});
  }
  SUBCASE("CMD-SHELL") {
    image.config.health_check =
        HealthCheck{.kind = HealthCheck::Kind::shell, .words = {"curl -f x || wget x"}};
    image.select();
    CHECK(image.kept_files() == Paths{"/bin/sh", "/usr/bin/curl", "/usr/bin/wget"});
  }
  SUBCASE("switched off") {
    image.config.health_check = HealthCheck{.kind = HealthCheck::Kind::none, .words = {}};
    image.select();
    CHECK(image.kept_files().empty());
  }
}

TEST_CASE("working-directory: kept, empty") {
  ImageOnDisk image("/srv/app/x 644 1\n/work -> srv/app\n");
  image.config.working_dir = "/work";
  image.select();
  CHECK(image.reason("/work").rule == "working-directory");
  CHECK(image.kept("/srv/app"));
  CHECK_FALSE(image.kept("/srv/app/x"));
}

TEST_CASE("volume: kept with its content") {
  ImageOnDisk image("/data -> /var/data\n/var/data/a/b 644 1\n/var/data/c 644 1\n/var/d 644 1\n");
  image.config.volumes = {"/data/"};
  image.select();
  CHECK(image.kept_files() == Paths{"/data", "/var/data/a/b", "/var/data/c"});
}

TEST_CASE("accounts, system-file and mount-point: what every container expects") {
  ImageOnDisk image(R"(
    /etc/passwd 644 1
    /etc/group 644 1
    /etc/shadow 640 1
    /etc/os-release -> ../usr/lib/os-release
    /usr/lib/os-release 644 1
    /etc/hosts 644 0
    /tmp/ 1777
    /tmp/rubbish 644 1
    /var/run -> /run
    /run/
    /home/
  )");
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/group", "/etc/hosts", "/etc/os-release", "/etc/passwd",
                                    "/usr/lib/os-release", "/var/run"});
  CHECK(image.kept("/tmp"));
  CHECK(image.kept("/run"));
  CHECK_FALSE(image.kept("/home"));
}

TEST_CASE("include-path: a path with everything below it, or a pattern") {
  ImageOnDisk image(
      "/usr/share/a/x 644 1\n/usr/share/a/b/y 644 1\n/usr/share/c 644 1\n/s -> usr/share\n");
  SUBCASE("literal") {
    image.options.include_paths = {"/usr/share/a"};
  }
  SUBCASE("through a symlink") {
    image.options.include_paths = {"/s/a/"};
  }
  SUBCASE("pattern") {
    image.options.include_paths = {"/usr/*/a"};
  }
  SUBCASE("pattern behind a symlink") {
    image.options.include_paths = {"/s/a/**"};
  }
  image.select();
  CHECK(image.kept("/usr/share/a/x"));
  CHECK(image.kept("/usr/share/a/b/y"));
  CHECK_FALSE(image.kept("/usr/share/c"));
  CHECK(image.reason("/usr/share/a/b/y").rule == "include-path");
}

TEST_CASE("include-path: a path that is not in the image is an error, with a hint") {
  ImageOnDisk image("/usr/share/nginx/html/index.html 644 1\n/lib -> usr/share\n");
  const auto hint = [&](const std::string& path) -> std::string {
    image.options.include_paths = {path};
    try {
      image.select();
    } catch (const Error& error) {
      return error.hint();
    }
    return "no error";
  };
  CHECK(hint("/usr/share/ngnix/html") == "did you mean /usr/share/nginx/html?");
  CHECK(hint("/lib/nginx/htm") == "did you mean /usr/share/nginx/html?");
  CHECK(hint("/usr/share/apache") == "the image has /usr/share, but no apache in it");
  CHECK(hint("/lib/nginx/html") == "no error");
}

TEST_CASE("include-path: a pattern without match is a warning") {
  ImageOnDisk image("/a 644 1\n");
  image.options.include_paths = {"/b*"};
  CHECK(image.select().warnings == Paths{"--include-path /b* matches nothing"});
}

TEST_CASE("include-bin and include-exe: by path and by name") {
  ImageOnDisk image("/opt/tool 755 1\n/usr/bin/curl 755 1\n/usr/bin/data 644 1\n");
  image.options.include_bins = {"/opt/tool"};
  image.options.include_exes = {"curl"};
  image.select();
  CHECK(image.kept_files() == Paths{"/opt/tool", "/usr/bin/curl"});
  image.options.include_exes = {"data"};
  CHECK_THROWS_AS(image.select(), Error);
  image.options = {.include_bins = {"/opt/tol"}};
  CHECK_THROWS_AS(image.select(), Error);
}

TEST_CASE("include-shell: the tools that the image has") {
  ImageOnDisk image(
      "/bin -> usr/bin\n/usr/bin/sh -> dash\n/usr/bin/dash 755 1\n/usr/bin/ls 755 1\n/usr/bin/gcc "
      "755 1\n");
  image.options.include_shell = true;
  image.select();
  CHECK(image.kept_files() == Paths{"/usr/bin/dash", "/usr/bin/ls", "/usr/bin/sh"});
}

TEST_CASE("exclusion wins over records and includes, and excludes a directory with its content") {
  ImageOnDisk image(
      "/a/b/c 644 1\n/a/d.pyc 644 1\n/a/e 644 1\n/usr/lib/x 644 1\n/lib -> usr/lib\n");
  for (const char* path : {"/a/b/c", "/a/d.pyc", "/a/e", "/usr/lib/x"}) image.recorded(path);
  image.options.include_paths = {"/a"};
  image.options.exclude_patterns = {"/a/b", "*.pyc", "/lib/x", "/none"};
  const KeepSet& keep = image.select();
  CHECK(image.kept_files() == Paths{"/a/e"});
  CHECK(image.reason("/a/b/c").rule == "excluded");
  CHECK(image.reason("/a/d.pyc").evidence == "pattern *.pyc");
  CHECK(image.kept("/a"));
  CHECK(keep.warnings == Paths{"--exclude-pattern /none matches nothing"});
}

TEST_CASE("of hard links only the used names are kept, and the bytes count once") {
  ImageOnDisk image("/a 644 10\n/b = /a\n/c = /a\n/d 644 5\n");
  image.recorded("/b");
  const KeepSet& keep = image.select();
  CHECK(image.kept_files() == Paths{"/b"});
  CHECK(keep.kept_bytes == 10);
  CHECK(keep.dropped_bytes == 5);
  CHECK(keep.kept_files == 1);
}
