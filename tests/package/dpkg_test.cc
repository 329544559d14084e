#include <doctest/doctest.h>

#include "packages_on_disk.h"

using namespace whittle;
using testing::PackagesOnDisk;
using testing::Paths;

namespace {

std::string stanza(const std::string& name, const std::string& rest = "") {
  return "Package: " + name + "\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n" +
         rest + "\n";
}

// A merged system with two packages.
struct Debian : PackagesOnDisk {
  Debian() {
    line("/lib -> usr/lib");
    line("/usr/lib/libz.so.1 -> libz.so.1.2");
    line("/usr/lib/libz.so.1.2 644 5");
    line("/usr/bin/tool 755 5");
    line("/usr/share/doc/zlib1g/copyright 644 5");
    file("/var/lib/dpkg/info/format", "1\n");
    file("/var/lib/dpkg/info/zlib1g:amd64.list",
         "/.\n/lib\n/lib/libz.so.1.2\n/usr\n/usr/share/doc/zlib1g/copyright\n/lib/libz.so.1\n");
    file("/var/lib/dpkg/info/zlib1g:amd64.md5sums", "0  lib/libz.so.1.2\n1  usr/gone\n");
    file("/var/lib/dpkg/info/tool.list", "/.\n/usr\n/usr/bin\n/usr/bin/tool\n/etc/tool.conf\n");
    file("/var/lib/dpkg/info/tool.postinst", "#!/bin/sh\n");
    file("/etc/tool.conf", "x", "644");
  }
  void status(const std::string& text) { file("/var/lib/dpkg/status", text); }
};

}  // namespace

TEST_CASE("dpkg: packages, and their files through a merged /lib") {
  Debian image;
  image.status(stanza("zlib1g", "Source: zlib (1:1.2)\nMulti-Arch: same\n") + stanza("tool") +
               "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n");
  image.read();
  CHECK(image.names() == Paths{"dpkg tool 1 amd64", "dpkg zlib1g 1 amd64"});
  const Package& zlib = image.package("zlib1g");
  CHECK(zlib.source == "zlib");
  // The package does not own the link /lib, but the files below it.
  CHECK(image.paths(zlib.content) == Paths{"/usr/lib/libz.so.1", "/usr/lib/libz.so.1.2"});
  CHECK(image.paths(zlib.records) ==
        Paths{"/var/lib/dpkg/info/zlib1g:amd64.list", "/var/lib/dpkg/info/zlib1g:amd64.md5sums"});
}

TEST_CASE("dpkg: a diverted file has another path, except for the package that diverts it") {
  Debian image;
  image.line("/usr/bin/tool.real 755 1");
  image.file("/var/lib/dpkg/diversions", "/usr/bin/tool\n/usr/bin/tool.real\nother\n");
  image.file("/var/lib/dpkg/info/other.list", "/usr/bin/tool\n");
  image.status(stanza("tool") + stanza("other"));
  image.read();
  CHECK(image.paths(image.package("tool").content) ==
        Paths{"/etc/tool.conf", "/usr/bin/tool.real"});
  CHECK(image.files("other") == Paths{"/usr/bin/tool"});
}

TEST_CASE("dpkg: the licences of a machine-readable copyright file") {
  PackagesOnDisk image;
  image.file("/usr/share/doc/tool/copyright",
             "Format: https://x\n\nFiles: *\nLicense: MIT\n text\n\nFiles: a\nLicense: GPL-2+\n");
  image.file("/var/lib/dpkg/status", stanza("tool"));
  image.read();
  CHECK(image.package("tool").license == "GPL-2+, MIT");
}

TEST_CASE("dpkg: distroless images have a file for each package") {
  PackagesOnDisk image;
  image.line("/usr/bin/tool 755 1");
  image.line("/usr/bin/other 755 1");
  image.file("/var/lib/dpkg/status.d/tool", "Package: tool\nVersion: 2\nArchitecture: arm64\n");
  image.file("/var/lib/dpkg/status.d/tool.md5sums", "0  usr/bin/tool\n0  usr/bin/other\n");
  image.read();
  CHECK(image.names() == Paths{"dpkg tool 2 arm64"});
  CHECK(image.files("tool") == Paths{"/usr/bin/other", "/usr/bin/tool"});
  image.keep({"/usr/bin/tool", "/var/lib/dpkg/status.d/tool.md5sums"});
  CHECK(image.content("/var/lib/dpkg/status.d/tool.md5sums") == "0  usr/bin/tool\n");
}

TEST_CASE("dpkg pruning: removed packages are in no database, the others in all") {
  Debian image;
  image.status(stanza("zlib1g") + stanza("tool", "Conffiles:\n /etc/tool.conf 0\n /etc/gone 1\n"));
  image.read();
  const KeepSet& keep =
      image.keep({"/usr/bin/tool", "/etc/tool.conf", "/var/lib/dpkg/status",
                  "/var/lib/dpkg/info/tool.list", "/var/lib/dpkg/info/zlib1g:amd64.list"});
  CHECK(image.content("/var/lib/dpkg/status") == stanza("tool", "Conffiles:\n /etc/tool.conf 0\n"));
  CHECK(image.content("/var/lib/dpkg/info/tool.list") == "(as it was)");
  CHECK_FALSE(image.is_kept("/var/lib/dpkg/info/zlib1g:amd64.list"));
  CHECK(keep.verdicts[image.node("/var/lib/dpkg/info/zlib1g:amd64.list")].reason.rule ==
        "package-removed");
  CHECK(image.state("tool") == PackageState::kept);
  CHECK(image.state("zlib1g") == PackageState::removed);
  CHECK(keep.kept_bytes + keep.dropped_bytes == image.file_tree().total_bytes());
}

TEST_CASE("dpkg pruning: lists have only kept paths; documentation alone does not keep a package") {
  Debian image;
  image.status(stanza("zlib1g"));
  image.read();
  image.keep({"/usr/lib/libz.so.1.2", "/var/lib/dpkg/info/zlib1g:amd64.list",
              "/var/lib/dpkg/info/zlib1g:amd64.md5sums", "/var/lib/dpkg/status"});
  CHECK(image.content("/var/lib/dpkg/info/zlib1g:amd64.list") ==
        "/.\n/lib\n/lib/libz.so.1.2\n/usr\n");
  CHECK(image.content("/var/lib/dpkg/info/zlib1g:amd64.md5sums") == "0  lib/libz.so.1.2\n");
  CHECK(image.content("/var/lib/dpkg/status") == "(as it was)");
  CHECK(image.state("zlib1g") == PackageState::partial);
  image.keep({"/usr/share/doc/zlib1g/copyright"});
  CHECK(image.state("zlib1g") == PackageState::removed);
}

TEST_CASE("dpkg pruning: a package with unknown files stays listed") {
  PackagesOnDisk image;
  image.file("/var/lib/dpkg/status", stanza("tool"));
  image.read();
  image.keep({"/var/lib/dpkg/status"});
  CHECK(image.content("/var/lib/dpkg/status") == "(as it was)");
  CHECK(image.state("tool") == PackageState::kept);
}

TEST_CASE("dpkg pruning: a database with another kept name is not changed, with a warning") {
  Debian image;
  image.status(stanza("zlib1g") + stanza("tool"));
  image.line("/copy = /var/lib/dpkg/status");
  image.read();
  const KeepSet& keep = image.keep({"/usr/bin/tool", "/var/lib/dpkg/status", "/copy"});
  CHECK(image.content("/var/lib/dpkg/status") == "(as it was)");
  REQUIRE(keep.warnings.size() == 1);
}

TEST_CASE("dpkg: a database that is too large or has no content is a warning") {
  PackagesOnDisk image;
  SUBCASE("too large") {
    image.line("/var/lib/dpkg/status 644 999999999");
  }
  SUBCASE("no content") {
    image.line("/var/lib/dpkg/status 644 10");
  }
  CHECK(image.read().warnings.size() == 1);
  CHECK(image.names().empty());
}

TEST_CASE("dpkg: paths do not leave the tree") {
  Debian image;
  image.status(stanza("evil"));
  image.file("/var/lib/dpkg/info/evil.list", "/../../usr/bin/tool\n\n..\n/usr/../../x\n");
  image.read();
  CHECK(image.files("evil") == Paths{"/", "/usr/bin/tool"});
}
