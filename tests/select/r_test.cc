// Packages of R.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/language/r_source.h"

using namespace whittle;
using select::read_r_description;
using select::read_r_source;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

const std::string kRLibrary = "/usr/lib/R/library/";
const std::string kRSite = "/usr/local/lib/R/site-library/";

class RImage : public ImageOnDisk {
 public:
  explicit RImage(const std::string& app) {
    options.keep = select::Keep::closure;
    file("/srv/app/app.R", app, "644");
    recorded("/srv/app/app.R");
    package(kRLibrary, "base", "Priority: base\n");
    package(kRLibrary, "compiler", "");
    recorded(kRLibrary + "base/R/base.rdb");
  }
  void package(const std::string& library, const std::string& name, const std::string& fields) {
    const std::string directory = library + name + "/";
    file(directory + "DESCRIPTION", "Package: " + name + "\n" + fields, "644");
    for (const char* const part : {"Meta/package.rds", "help/aliases.rds"}) {
      file(directory + part, "x", "644");
    }
    file(directory + "R/" + name + ".rdb", "x", "644");
  }
};

}  // namespace

TEST_CASE("packages that R source names") {
  const auto source = read_r_source(
      "library(one); require('two') # library(no)\n'library(no)'\nif (requireNamespace(\"three\"))"
      " four::f(five:::g)\nx$library; library(help = no)\nsvg(file)\nlibrary(");
  CHECK(source.packages == std::set<std::string>{"five", "four", "help", "one", "three", "two"});
  CHECK(source.words.contains("svg"));
  CHECK_FALSE(source.words.contains("no)"));
  CHECK(read_r_source("'never closed \\").packages.empty());
}

TEST_CASE("packages that a DESCRIPTION needs") {
  CHECK(read_r_description("Package: a\nDepends: R (>= 3.5), methods,\n  stats4 (>= 1)\n"
                           "Suggests: knitr\nImports: Rcpp\n") ==
        std::set<std::string>{"Rcpp", "methods", "stats4"});
}

TEST_CASE("packages are kept whole, with those that they need, and what R itself loads") {
  RImage image("f <- function() shop::total()\n");
  image.package(kRSite, "shop", "Imports: tax\n");
  image.package(kRSite, "tax", "");
  image.package(kRSite, "unused", "");
  image.select();
  CHECK(image.kept(kRSite + "shop/R/shop.rdb"));
  CHECK(image.kept(kRSite + "shop/Meta/package.rds"));
  CHECK_FALSE(image.kept(kRSite + "shop/help/aliases.rds"));
  CHECK(image.kept(kRSite + "tax/R/tax.rdb"));
  CHECK(image.kept(kRLibrary + "compiler/R/compiler.rdb"));
  CHECK_FALSE(image.kept(kRSite + "unused/R/unused.rdb"));
  CHECK(image.reason(kRSite + "shop/R/shop.rdb").evidence == "loads package shop");
  CHECK(image.reason(kRSite + "tax/R/tax.rdb").evidence == "package shop needs tax");
}

TEST_CASE("compiled parts of R are kept when the app calls what opens them") {
  RImage image("plot <- function(f) { svg(f); dev.off() }\n");
  image.file("/usr/lib/R/library/grDevices/libs/cairo.so", "x");
  image.file("/usr/lib/R/modules/internet.so", "x");
  image.select();
  CHECK(image.kept("/usr/lib/R/library/grDevices/libs/cairo.so"));
  CHECK_FALSE(image.kept("/usr/lib/R/modules/internet.so"));
}

TEST_CASE("a package of R beyond the budget is left out, with a warning") {
  RImage image("library(big)\n");
  image.package(kRSite, "big", "");
  image.file(kRSite + "big/data/all.rda", std::string(3000, 'x'), "644");
  image.options.app_budget = 1000;
  const KeepSet& keep = image.select();
  CHECK_FALSE(image.kept(kRSite + "big/R/big.rdb"));
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front().find("site-library/big (3.") != std::string::npos);
}
