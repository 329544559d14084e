#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using namespace whittle::testing;

namespace {

Paths kept_by(const std::vector<std::string>& arguments) {
  ImageOnDisk image;
  image.options.keep = select::Keep::closure;
  image.config.working_dir = "/";
  image.options.app_budget = 4;
  image.trace.processes.insert({"/usr/lib/jvm/bin/java", arguments, Phase::app});
  image.file("/usr/lib/shop/app.jar", "");
  image.file("/usr/lib/shop/lib/driver.jar", "");
  image.file("/usr/lib/shop/lib/notes.txt", "");
  image.file("/usr/lib/classes/shop/Late.class", "");
  image.select();
  return image.kept_files();
}

}  // namespace

TEST_CASE("the class path of a recorded java command is kept") {
  CHECK(kept_by({"java", "-Xmx1g", "-cp", "/usr/lib/classes:/usr/lib/shop/lib/*", "shop.Main",
                 "-jar", "/usr/lib/shop/app.jar"}) ==
        Paths{"/usr/lib/classes/shop/Late.class", "/usr/lib/shop/lib/driver.jar"});
  CHECK(kept_by({"java", "-jar", "usr/lib/shop/app.jar"}) ==
        Paths{"/usr/lib/shop/app.jar", "/usr/lib/shop/lib/driver.jar"});
  CHECK(kept_by({"java", "shop.Main"}).empty());
}
