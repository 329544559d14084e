// Plugins in the directories of kept libraries, and plugins that a kept configuration names.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

struct PluginImage : ImageOnDisk {
  PluginImage() { options.keep = select::Keep::closure; }
  void library(const std::string& path, std::size_t size = 0) {
    file(path, elf64({}) + std::string(size, 'x'), "644");
  }
  void kept_library(const std::string& path) {
    library(path);
    recorded(path);
  }
};

}  // namespace

TEST_CASE("plugin-directory: beside the kept library, with what the plugins need") {
  PluginImage image;
  image.kept_library("/usr/lib/libcrypto.so.3");
  image.file("/usr/lib/ossl-modules/legacy.so", elf64({.needed = {"libdeep.so"}}), "644");
  image.library("/usr/lib/libdeep.so");
  image.library("/opt/ossl-modules/legacy.so");
  image.select();
  CHECK(image.kept_files() ==
        Paths{"/usr/lib/libcrypto.so.3", "/usr/lib/libdeep.so", "/usr/lib/ossl-modules/legacy.so"});
  CHECK(image.reason("/usr/lib/ossl-modules/legacy.so").rule == "plugin-directory");
  CHECK(image.reason("/usr/lib/ossl-modules/legacy.so").evidence == "OpenSSL provider");
  CHECK(image.reason("/usr/lib/ossl-modules/legacy.so").parent == "/usr/lib/libcrypto.so.3");
}

TEST_CASE(
    "plugin-directory: iconv converters only for their users; over the budget the common ones") {
  PluginImage image;
  image.kept_library("/lib/libc.so.6");
  image.library("/lib/gconv/UTF-16.so");
  image.library("/lib/gconv/IBM037.so", 5000);
  image.file("/lib/gconv/gconv-modules", "module\n", "644");
  image.select();
  CHECK(image.kept_files() == Paths{"/lib/libc.so.6"});

  image.kept_library("/lib/libxml2.so.2");
  image.library("/lib/gconv/SJIS.so");
  image.select();
  CHECK(image.kept("/lib/gconv/UTF-16.so"));
  CHECK_FALSE(image.kept("/lib/gconv/SJIS.so"));

  image.kept_library("/bin/iconv");
  image.select();
  CHECK(image.kept("/lib/gconv/IBM037.so"));

  image.options.data_budget = 4000;
  image.select();
  CHECK(image.kept_files() == Paths{"/bin/iconv", "/lib/gconv/SJIS.so", "/lib/gconv/UTF-16.so",
                                    "/lib/gconv/gconv-modules", "/lib/libc.so.6",
                                    "/lib/libxml2.so.2"});
}

TEST_CASE(
    "plugin-directory: as many plugins as fit, common and small ones first; libraries that they "
    "share count once") {
  PluginImage image;
  image.kept_library("/usr/lib/libMagickCore-6.so.6");
  for (const char* name : {"png", "jpeg"}) {
    image.file(std::string("/usr/lib/ImageMagick-6/") + name + ".so",
               elf64({.needed = {"libshared.so"}}), "644");
  }
  image.library("/usr/lib/libshared.so", 2000);
  image.library("/usr/lib/ImageMagick-6/large.so", 3000);
  image.library("/usr/lib/ImageMagick-6/rare.so", 1000);
  image.file("/usr/lib/ImageMagick-6/coder.xml", std::string(1500, ' '), "644");
  image.options.data_budget = 4500;
  CHECK(image.select().warnings.size() == 1);
  CHECK(image.kept("/usr/lib/ImageMagick-6/png.so"));
  CHECK(image.kept("/usr/lib/ImageMagick-6/jpeg.so"));
  CHECK(image.kept("/usr/lib/ImageMagick-6/coder.xml"));
  CHECK_FALSE(image.kept("/usr/lib/ImageMagick-6/rare.so"));
  CHECK_FALSE(image.kept("/usr/lib/ImageMagick-6/large.so"));
  CHECK(image.reason("/usr/lib/ImageMagick-6/large.so").rule == "over-budget");
}

TEST_CASE("plugin-directory: a plugin whose libraries exceed the budget is left out alone") {
  PluginImage image;
  image.kept_library("/usr/lib/libMagickCore-6.so.6");
  image.library("/usr/lib/ImageMagick-6/modules/png.so");
  image.file("/usr/lib/ImageMagick-6/modules/heic.so", elf64({.needed = {"libx265.so"}}), "644");
  image.library("/usr/lib/libx265.so", 5000);
  image.file("/etc/ImageMagick-6/policy.xml", "<x/>", "644");
  image.options.data_budget = 4000;
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/ImageMagick-6/policy.xml",
                                    "/usr/lib/ImageMagick-6/modules/png.so",
                                    "/usr/lib/libMagickCore-6.so.6"});
  CHECK(image.reason("/usr/lib/ImageMagick-6/modules/heic.so").rule == "over-budget");
}

TEST_CASE("configured-plugin: the plugins that a kept configuration names") {
  PluginImage image;
  image.file("/etc/pam.d/login", "auth required pam_unix.so nullok\n# pam_old.so\n", "644");
  image.recorded("/etc/pam.d/login");
  image.file("/etc/php/8.2/cli/conf.d/20-x.ini",
             "extension=mbstring\nzend_extension = opcache.so\n", "644");
  image.recorded("/etc/php/8.2/cli/conf.d/20-x.ini");
  image.file("/etc/php/8.2/mods-available/y.ini", "extension=curl\n", "644");
  image.options.include_paths = {"/etc/php/8.2/mods-available/y.ini"};
  for (const char* name : {"security/pam_unix.so", "security/pam_old.so"}) {
    image.library(std::string("/usr/lib/x86_64-linux-gnu/") + name);
  }
  for (const char* name : {"mbstring.so", "opcache.so", "curl.so"}) {
    image.library(std::string("/usr/lib/php/20220829/") + name);
  }
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/pam.d/login", "/etc/php/8.2/cli/conf.d/20-x.ini",
                                    "/etc/php/8.2/mods-available/y.ini",
                                    "/usr/lib/php/20220829/mbstring.so",
                                    "/usr/lib/php/20220829/opcache.so",
                                    "/usr/lib/x86_64-linux-gnu/security/pam_unix.so"});
  CHECK(image.reason("/usr/lib/php/20220829/opcache.so").rule == "configured-plugin");
  CHECK(image.reason("/usr/lib/php/20220829/opcache.so").evidence == "loads opcache.so");
}

TEST_CASE("library-family: other names of a kept library, not the one for linking") {
  PluginImage image;
  image.kept_library("/lib/libpq.so.5.15");
  image.library("/lib/libpqx.so.1");
  image.line(
      "/lib/libpq.so.5 -> libpq.so.5.15\n/lib/libpq.so -> libpq.so.5\n/lib/libpqx.so.0 -> "
      "libpqx.so.1");
  image.select();
  CHECK(image.kept_files() == Paths{"/lib/libpq.so.5", "/lib/libpq.so.5.15"});
  CHECK(image.reason("/lib/libpq.so.5").rule == "library-family");
}
