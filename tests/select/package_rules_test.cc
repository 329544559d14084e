// One test for each package rule.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

// A package with a used program, and the other files of the package.
struct Installed : ImageOnDisk {
  Installed()
      : ImageOnDisk(
            "/etc/tool/big 644 9000\n/etc/tool/hook.d/run 755 10\n/etc/tool/link -> "
            "/usr/bin/other\n"
            "/etc/tool/tool.conf 644 10\n/usr/bin/other 755 10\n/usr/bin/tool 755 10\n"
            "/usr/share/doc/tool/copyright 644 10\n/usr/share/doc/tool/manual 644 10\n"
            "/var/lib/dpkg/info/tool.list 644 10\n/var/lib/dpkg/info/tool.postinst 755 10\n"
            "/var/lib/dpkg/status 644 10\n/var/lib/tool/ 750 12:12\n/var/log/tool/\n") {
    recorded("/usr/bin/tool");
    options.data_budget = 1000;
  }

  // Needs the tree, which the first select() creates.
  const KeepSet& select_with(select::Keep keep) {
    options.keep = keep;
    const FileTree tree = testing::tree(lines());
    Package tool{.name = "tool", .version = "1"};
    for (const char* path :
         {"/etc/tool", "/etc/tool/big", "/etc/tool/hook.d/run", "/etc/tool/link",
          "/etc/tool/tool.conf", "/usr/bin/other", "/usr/bin/tool", "/usr/share/doc/tool/copyright",
          "/usr/share/doc/tool/manual", "/var/lib/tool", "/var/log/tool"}) {
      tool.files.push_back(tree.find(path).value());
    }
    for (const char* path : {"/etc/tool/tool.conf", "/usr/bin/other", "/usr/bin/tool"}) {
      tool.content.push_back(tree.find(path).value());
    }
    tool.records = {tree.find("/var/lib/dpkg/info/tool.list").value(),
                    tree.find("/var/lib/dpkg/info/tool.postinst").value()};
    packages.packages = {tool};
    packages.node_owner.assign(tree.size(), 0);
    packages.databases = {{PackageManager::dpkg, tree.find("/var/lib/dpkg/status").value()}};
    return select();
  }
};

const Paths kUsed = {"/usr/bin/tool", "/var/lib/dpkg/info/tool.list", "/var/lib/dpkg/status"};

}  // namespace

TEST_CASE("package-records: records of a kept package, and the database") {
  Installed image;
  image.select_with(select::Keep::used);
  CHECK(image.kept_files() == kUsed);
  CHECK(image.reason("/var/lib/dpkg/info/tool.list").rule == "package-records");
  CHECK(image.reason("/var/lib/dpkg/info/tool.list").parent == "/usr/bin/tool");
}

TEST_CASE("package-records: none if no file of a package is kept, or with PackageMetadata::drop") {
  Installed image;
  SUBCASE("nothing used") {
    image.trace.files.clear();
  }
  SUBCASE("only configuration's neighbour used") {
    image.trace.files.clear();
    image.recorded("/usr/share/doc/tool/manual");
  }
  SUBCASE("dropped") {
    image.options.package_metadata = PackageMetadata::drop;
  }
  image.select_with(select::Keep::used);
  CHECK_FALSE(image.kept("/var/lib/dpkg/status"));
  CHECK_FALSE(image.kept("/var/lib/dpkg/info/tool.list"));
}

TEST_CASE("package-records: all of them with PackageMetadata::keep") {
  Installed image;
  image.trace.files.clear();
  image.options.package_metadata = PackageMetadata::keep;
  image.select_with(select::Keep::used);
  CHECK(image.kept_files() == Paths{"/var/lib/dpkg/info/tool.list", "/var/lib/dpkg/status"});
}

TEST_CASE(
    "package-configuration: plain files of /etc within the budget, and directories to write to") {
  Installed image;
  image.select_with(select::Keep::closure);
  CHECK(image.reason("/etc/tool/tool.conf").rule == "package-configuration");
  CHECK(image.reason("/etc/tool/tool.conf").evidence == "tool 1");
  CHECK(image.reason("/etc/tool/big").rule == "over-budget");
  CHECK_FALSE(image.kept("/etc/tool/hook.d/run"));
  CHECK_FALSE(image.kept("/etc/tool/link"));
  CHECK(image.kept("/var/lib/tool"));
  CHECK(image.kept("/var/log/tool"));
}

TEST_CASE("package-configuration: not of a package of which only configuration is kept") {
  Installed image;
  image.trace.files.clear();
  image.recorded("/etc/tool/tool.conf");
  image.select_with(select::Keep::closure);
  CHECK(image.reason("/var/lib/tool").rule != "package-configuration");
}

TEST_CASE("package-copyright: the licence of a kept package") {
  Installed image;
  image.select_with(select::Keep::closure);
  CHECK(image.reason("/usr/share/doc/tool/copyright").rule == "package-copyright");
  CHECK_FALSE(image.kept("/usr/share/doc/tool/manual"));
}

TEST_CASE("package-copyright: licence texts of a language's package, not code of such a name") {
  ImageOnDisk image("/m/a/LICENSE.md 644 1\n/m/a/index.js 644 1\n/m/a/license.js 644 1\n");
  image.recorded("/m/a/index.js");
  image.options.keep = select::Keep::closure;
  const FileTree tree = testing::tree(image.lines());
  Package package{.manager = PackageManager::npm, .name = "a", .version = "1"};
  for (const char* path : {"/m/a/LICENSE.md", "/m/a/index.js", "/m/a/license.js"}) {
    package.files.push_back(tree.find(path).value());
  }
  package.content = {tree.find("/m/a/index.js").value()};
  image.packages.packages = {package};
  image.packages.node_owner.assign(tree.size(), 0);
  image.select();
  CHECK(image.reason("/m/a/LICENSE.md").rule == "package-copyright");
  CHECK(image.reason("/m/a/license.js").rule != "package-copyright");
}

TEST_CASE("package-file: all files of a kept package") {
  Installed image;
  image.select_with(select::Keep::package);
  CHECK(image.reason("/usr/bin/other").rule == "package-file");
  CHECK(image.kept("/usr/share/doc/tool/manual"));
  CHECK(image.kept("/etc/tool/big"));
}
