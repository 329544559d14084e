#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using namespace whittle::testing;

namespace {

class PhpImage : public ImageOnDisk {
 public:
  explicit PhpImage(const std::string& page) {
    options.keep = select::Keep::closure;
    options.app_budget = 0;
    file("/var/www/html/index.php", "<?php\n" + page);
    recorded("/var/www/html/index.php");
  }
  Paths found() {
    select();
    Paths paths = kept_files();
    std::erase(paths, "/var/www/html/index.php");
    return paths;
  }
};

}  // namespace

TEST_CASE("files that PHP includes by a literal path are kept") {
  PhpImage image(
      "include 'a.php'; require_once __DIR__ . '/inc/b.php';\n"
      "require(dirname(__FILE__).'/c.php'); include $x; // include 'd.php';\n"
      "include __DIR__ . $y . '/d.php'; include '/srv/e.inc';");
  for (const char* path : {"/var/www/html/a.php", "/var/www/html/inc/b.php", "/var/www/html/c.php",
                           "/var/www/html/d.php", "/srv/e.inc"}) {
    image.file(path, "x");
  }
  CHECK(image.found() == Paths{"/srv/e.inc", "/var/www/html/a.php", "/var/www/html/c.php",
                               "/var/www/html/inc/b.php"});
  CHECK(image.reason("/var/www/html/inc/b.php").evidence == "require_once '/inc/b.php'");
}

TEST_CASE("classes are found by Composer's maps") {
  PhpImage image("use Shop\\Cart;\nfunction late() { return new \\Old\\Thing(); }");
  image.file("/var/www/html/vendor/composer/autoload_psr4.php",
             "<?php\nreturn array(\n    'Shop\\\\' => array($vendorDir . '/me/shop/src', "
             "$baseDir . '/src'),\n);\n");
  image.file("/var/www/html/vendor/composer/autoload_classmap.php",
             "<?php\nreturn array(\n    'Old\\\\Thing' => $vendorDir . '/old/thing.inc',\n);\n");
  image.file("/var/www/html/vendor/me/shop/src/Cart.php",
             "<?php\nnamespace Shop;\nclass Cart extends Base {}\n$x = new \\Other\\Kind;");
  image.file("/var/www/html/vendor/me/shop/src/Base.php", "");
  image.file("/var/www/html/vendor/me/shop/src/Unused.php", "");
  image.file("/var/www/html/vendor/old/thing.inc", "");
  CHECK(image.found() == Paths{"/var/www/html/vendor/me/shop/src/Base.php",
                               "/var/www/html/vendor/me/shop/src/Cart.php",
                               "/var/www/html/vendor/old/thing.inc"});
}
