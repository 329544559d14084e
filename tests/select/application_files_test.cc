#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using namespace whittle::testing;

namespace {

class Application : public ImageOnDisk {
 public:
  Application() { options.keep = select::Keep::closure; }
  void used(const std::string& path, const std::string& content = "x") {
    file(path, content);
    recorded(path);
  }
};

}  // namespace

TEST_CASE("files beside a used file of the application are kept") {
  Application image;
  image.used("/srv/shop/app.rb");
  image.file("/srv/shop/templates/late.html", "x");
  image.line("/srv/shop/uploads/ 750 33:33");
  image.file("/srv/other/app.rb", "x");
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/shop/app.rb", "/srv/shop/templates/late.html"});
  CHECK(image.kept("/srv/shop/uploads"));
  const Reason& reason = image.reason("/srv/shop/templates/late.html");
  CHECK(reason.rule == "application-files");
  CHECK(reason.evidence == "beside what is used in /srv/shop");
  CHECK(reason.parent == "/srv/shop/app.rb");
}

TEST_CASE("a page that was not requested is kept with its document root") {
  Application image;
  image.used("/usr/share/nginx/html/index.html");
  image.file("/usr/share/nginx/html/robots.txt", "x");
  image.file("/usr/share/nginx/modules/x.conf", "x");
  image.select();
  CHECK(image.kept("/usr/share/nginx/html/robots.txt"));
  CHECK_FALSE(image.kept("/usr/share/nginx/modules/x.conf"));
}

TEST_CASE("directories of the system and of packages are not an application") {
  Application image;
  image.used("/usr/lib/x/used");
  image.file("/usr/lib/x/other", "x");
  image.used("/etc/x/used");
  image.file("/etc/x/other", "x");
  image.used("/usr/share/x/used");
  image.file("/usr/share/x/other", "x");
  image.used("/usr/local/bin/used");
  image.file("/usr/local/bin/other", "x");
  image.used("/app/node_modules/x/used.txt");
  image.file("/app/node_modules/x/other.txt", "x");
  image.used("/entrypoint.sh");
  image.file("/core", "x");
  image.select();
  CHECK_FALSE(image.kept("/usr/lib/x/other"));
  CHECK(image.reason("/etc/x/other").rule == "included-configuration");
  CHECK_FALSE(image.kept("/usr/share/x/other"));
  CHECK_FALSE(image.kept("/usr/local/bin/other"));
  CHECK_FALSE(image.kept("/app/node_modules/x/other.txt"));
  CHECK_FALSE(image.kept("/core"));
}

TEST_CASE("the working directory is an application, unless applications share it") {
  Application image;
  image.config.working_dir = "/work";
  image.file("/work/data.csv", "x");
  image.select();
  CHECK(image.kept("/work/data.csv"));
  image.config.working_dir = "/";
  image.select();
  CHECK_FALSE(image.kept("/work/data.csv"));
}

TEST_CASE("files that are clearly not for run time are left out") {
  Application image;
  image.used("/app/main.js");
  for (const char* name : {".git/config", "tests/a.js", "README.md", "main.js.map", "Dockerfile",
                           "page.ts", "tmp/pids/old", "node_modules/x/y.txt"}) {
    image.file(std::string("/app/") + name, "x");
  }
  image.file("/app/page.js", "x");
  image.file("/app/kept.ts", "x");
  image.select();
  CHECK(image.kept_files() == Paths{"/app/kept.ts", "/app/main.js", "/app/page.js"});
  CHECK(image.kept("/app/tmp/pids"));
  CHECK_FALSE(image.kept("/app/tests"));
}

TEST_CASE("a name does not exclude a file if a file like it is used") {
  Application image;
  image.used("/app/docs/index.md");
  image.file("/app/docs/next.md", "x");
  image.file("/app/README.md", "x");
  image.select();
  CHECK(image.kept("/app/docs/next.md"));
  CHECK_FALSE(image.kept("/app/README.md"));
}

TEST_CASE("sources are left out where the program built from them is used") {
  Application image;
  image.used("/app/server",
             "\x7f"
             "ELF");
  image.file("/app/main.go", "x");
  image.file("/app/page.tmpl", "x");
  image.select();
  CHECK_FALSE(image.kept("/app/main.go"));
  CHECK(image.kept("/app/page.tmpl"));
}

TEST_CASE("over the budget only the small files are kept, and one warning names the option") {
  Application image;
  image.options.app_budget = 5;
  image.used("/app/main.js");
  image.file("/app/a-model.bin", "12345678");
  image.file("/app/page.html", "1234");
  const KeepSet& keep = image.select();
  CHECK(image.kept("/app/page.html"));
  CHECK(image.reason("/app/a-model.bin").rule == "over-budget");
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings[0].find("--app-budget") != std::string::npos);
}

TEST_CASE("what a package owns is not the application's") {
  Application image;
  image.used("/opt/tool/used");
  image.file("/opt/tool/other", "x");
  image.select();
  CHECK(image.kept("/opt/tool/other"));

  image.packages.packages.push_back({.name = "tool"});
  image.packages.node_owner.assign(image.file_tree().size(), PackageIndex::kNoPackage);
  for (const char* path : {"/opt/tool/used", "/opt/tool/other"}) {
    image.packages.node_owner[*image.file_tree().find(path)] = 0;
  }
  image.select();
  CHECK_FALSE(image.kept("/opt/tool/other"));
}
