// pip, npm and gem: packages with directories of their own.
#include <doctest/doctest.h>

#include "packages_on_disk.h"

using namespace whittle;
using testing::PackagesOnDisk;
using testing::Paths;

namespace {

const std::string kSite = "/usr/lib/python3/site-packages";

std::string metadata(const std::string& name, const std::string& rest = "") {
  return "Metadata-Version: 2.1\nName: " + name + "\nVersion: 2.0\n" + rest + "\nName: not this\n";
}

}  // namespace

TEST_CASE("pip: RECORD lists the files, including scripts outside") {
  PackagesOnDisk image;
  image.line("/usr/bin/flask 755 1");
  image.line(kSite + "/flask/__init__.py 644 1");
  image.line(kSite + "/flask/a,b.py 644 1");
  image.file(kSite + "/flask-2.0.dist-info/METADATA", metadata("Flask", "License: BSD\n"));
  const std::string record = kSite + "/flask-2.0.dist-info/RECORD";
  image.file(record,
             "flask/__init__.py,sha256=x,1\n\"flask/a,b.py\",sha256=y,1\n../../../bin/flask,,\n"
             "flask-2.0.dist-info/METADATA,,\nflask-2.0.dist-info/RECORD,,\n");
  image.read();
  CHECK(image.names() == Paths{"pip Flask 2.0"});
  CHECK(image.package("Flask").license == "BSD");
  CHECK(image.paths(image.package("Flask").content) ==
        Paths{"/usr/bin/flask", kSite + "/flask/__init__.py", kSite + "/flask/a,b.py"});

  image.keep({kSite + "/flask/a,b.py", record});
  CHECK(image.content(record) == "\"flask/a,b.py\",sha256=y,1\nflask-2.0.dist-info/RECORD,,\n");
  CHECK(image.state("Flask") == PackageState::partial);
}

TEST_CASE("pip: without RECORD, top_level.txt names the modules, without shared ones") {
  PackagesOnDisk image;
  image.line(kSite + "/yaml/__init__.py 644 1");
  image.line(kSite + "/yaml/reader.py 644 1");
  image.line(kSite + "/_yaml.cpython-311.so 644 1");
  image.line(kSite + "/google/cloud.py 644 1");
  image.file(kSite + "/PyYAML-6.egg-info/PKG-INFO",
             metadata("PyYAML", "Classifier: License :: OSI Approved :: MIT License\n"));
  image.file(kSite + "/PyYAML-6.egg-info/top_level.txt", "yaml\n_yaml\ngoogle\n../etc\n");
  image.read();
  CHECK(image.package("PyYAML").license == "MIT License");
  CHECK(image.files("PyYAML") == Paths{kSite + "/_yaml.cpython-311.so", kSite + "/yaml",
                                       kSite + "/yaml/__init__.py", kSite + "/yaml/reader.py"});
}

TEST_CASE("pip: a package that dpkg installed belongs to both; the pip package owns its files") {
  PackagesOnDisk image;
  image.line(kSite + "/six.py 644 1");
  image.file(kSite + "/six-1.egg-info", metadata("six"));
  image.file("/var/lib/dpkg/status",
             "Package: python3-six\nStatus: install ok installed\nVersion: 1\n");
  image.file("/var/lib/dpkg/info/python3-six.list",
             kSite + "/six.py\n" + kSite + "/six-1.egg-info\n");
  const PackageIndex& index = image.read();
  CHECK(image.names() == Paths{"dpkg python3-six 1", "pip six 2.0"});
  CHECK(index.owner(image.node(kSite + "/six.py"))->manager == PackageManager::pip);
  // A record of one does not keep either of them.
  CHECK(image.paths(image.package("python3-six").content) == Paths{kSite + "/six.py"});
}

TEST_CASE("pip: a package without code is kept if a run read its record") {
  PackagesOnDisk image;
  image.line(kSite + "/six.py 644 1");
  image.file(kSite + "/six-1.dist-info/METADATA", metadata("six"));
  image.file(kSite + "/six-1.dist-info/top_level.txt", "six\n");
  image.read();
  image.keep({kSite + "/six-1.dist-info/METADATA"});
  CHECK(image.state("six") == PackageState::partial);
  // Other records do not keep it without the one that names it.
  image.keep({kSite + "/six-1.dist-info/top_level.txt"});
  CHECK(image.state("six") == PackageState::removed);
  CHECK_FALSE(image.is_kept(kSite + "/six-1.dist-info/top_level.txt"));
  CHECK_FALSE(image.is_kept(kSite + "/six-1.dist-info"));
}

TEST_CASE("npm: each package.json with a name and a version, without nested packages") {
  PackagesOnDisk image;
  const std::string modules = "/app/node_modules";
  image.file("/app/package.json", R"({"name": "app", "version": "1"})");
  image.file(modules + "/a/package.json", R"({"name": "a", "version": "1", "license": "MIT"})");
  image.line(modules + "/a/lib/index.js 644 1");
  image.line(modules + "/a/LICENSE 644 1");
  image.file(modules + "/a/node_modules/b/package.json", R"({"name": "b", "version": "2"})");
  image.file(modules + "/@types/c/package.json", R"({"name": "@types/c", "version": "3"})");
  image.file(modules + "/broken/package.json", "{");
  image.file(modules + "/nameless/package.json", R"({"version": 3})");
  image.read();
  CHECK(image.names() == Paths{"npm @types/c 3", "npm a 1", "npm b 2"});
  CHECK(image.paths(image.package("a").content) == Paths{modules + "/a/lib/index.js"});
}

TEST_CASE("npm pruning: the hidden lock file lists the packages that are left") {
  PackagesOnDisk image;
  const std::string lock = "/app/node_modules/.package-lock.json";
  image.file("/app/node_modules/a/package.json", R"({"name": "a", "version": "1"})");
  image.file("/app/node_modules/b/package.json", R"({"name": "b", "version": "1"})");
  image.file(lock, R"({
  "name": "app",
  "packages": {
    "node_modules/b": {"version": "1", "resolved": "https://x", "license": "a long text here"},
    "node_modules/a": {"version": "1"}
  }
})");
  image.read();
  image.keep({lock, "/app/node_modules/a/package.json"});
  CHECK(image.content(lock) == R"({
  "name": "app",
  "packages": {
    "node_modules/a": {
      "version": "1"
    }
  }
}
)");
}

TEST_CASE("gem: a specification, its gem and its extensions") {
  PackagesOnDisk image;
  const std::string home = "/var/lib/gems/3.1.0";
  image.file(home + "/specifications/nio4r-2.5.gemspec",
             "Gem::Specification.new do |s|\n  s.name = \"nio4r\".freeze\n  s.version = \"2.5\"\n"
             "  s.licenses = [\"MIT\".freeze, \"BSD\"]\nend\n");
  image.file(home + "/specifications/default/json-1.gemspec", "s.name = 'json'\ns.version = '1'");
  image.line(home + "/gems/nio4r-2.5/lib/nio4r.rb 644 1");
  image.line(home + "/gems/nio4r-2.5/README.md 644 1");
  image.line(home + "/extensions/x86_64-linux/3.1.0/nio4r-2.5/nio4r_ext.so 755 1");
  image.read();
  CHECK(image.names() == Paths{"gem json 1", "gem nio4r 2.5"});
  CHECK(image.package("nio4r").license == "MIT");
  CHECK(image.paths(image.package("nio4r").content) ==
        Paths{home + "/extensions/x86_64-linux/3.1.0/nio4r-2.5/nio4r_ext.so",
              home + "/gems/nio4r-2.5/lib/nio4r.rb"});
  image.keep({home + "/specifications/default/json-1.gemspec"});
  CHECK(image.state("json") == PackageState::partial);
  CHECK(image.state("nio4r") == PackageState::removed);
}
