// Configuration that other configuration includes.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

struct ConfigurationImage : ImageOnDisk {
  explicit ConfigurationImage(const std::string& lines) : ImageOnDisk(lines) {
    options.keep = select::Keep::closure;
    is_a_base();
  }
};

}  // namespace

TEST_CASE("included-configuration: each program's form of it") {
  struct Case {
    const char* path;
    const char* text;
    const char* kept;
  };
  for (const Case& form : {
           Case{"/etc/pam.d/cron", "@include common-auth\n", "/etc/pam.d/common-auth"},
           Case{"/etc/pam.d/x", "auth  substack  system-auth\n", "/etc/pam.d/system-auth"},
           Case{"/etc/pam.d/y", "session include z\n", "/etc/pam.d/z"},
           Case{"/etc/nginx/sites/a", "  include snippets/*.conf;\n", "/etc/nginx/snippets/b.conf"},
           Case{"/etc/apache2/apache2.conf", "IncludeOptional conf-enabled/*.conf\n",
                "/etc/apache2/conf-enabled/b.conf"},
           Case{"/etc/supervisor/s.conf", "[include]\nfiles = /etc/supervisor/conf.d/*.conf\n",
                "/etc/supervisor/conf.d/b.conf"},
           Case{"/etc/dovecot/dovecot.conf", "!include_try local.conf\n",
                "/etc/dovecot/local.conf"},
           Case{"/etc/sudoers", "@includedir /etc/sudoers.d\n", "/etc/sudoers.d/b"},
           Case{"/etc/old/sudoers", "#includedir /etc/sudoers.d\n", "/etc/sudoers.d/b"},
           Case{"/etc/logrotate.conf", "include /etc/logrotate.d\n", "/etc/logrotate.d/b"},
           Case{"/etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\n",
                "/etc/ssh/sshd_config.d/b.conf"},
           Case{"/etc/mysql/my.cnf", "!includedir /etc/mysql/conf.d/\n", "/etc/mysql/conf.d/b.cnf"},
           Case{"/etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n",
                "/etc/ld.so.conf.d/b.conf"},
           Case{"/etc/postfix/main.cf", "virtual_alias_maps = hash:/etc/postfix/virtual\n",
                "/etc/postfix/virtual.db"},
           Case{"/etc/php/8.2/cli/php.ini", "x=1\n", "/etc/php/8.2/cli/conf.d/b.ini"},
       }) {
    CAPTURE(form.path);
    ConfigurationImage image(std::string(form.kept) + " 644 9\n/etc/other/file 644 9\n");
    image.file(form.path, form.text, "644");
    image.recorded(form.path);
    image.select();
    CHECK(image.kept_files() == (std::string(form.path) < form.kept ? Paths{form.path, form.kept}
                                                                    : Paths{form.kept, form.path}));
  }
}

TEST_CASE("included-configuration: links of enabled modules with their targets; comments") {
  ConfigurationImage image(
      "/etc/apache2/mods-enabled/a.load -> ../mods-available/a.load\n"
      "/etc/apache2/mods-available/a.load 644 9\n/etc/apache2/b.conf 644 9\n");
  image.file("/etc/apache2/apache2.conf", "Include mods-enabled/*.load\n# Include b.conf\n", "644");
  image.recorded("/etc/apache2/apache2.conf");
  image.select();
  CHECK(image.kept("/etc/apache2/mods-enabled/a.load"));
  CHECK(image.kept("/etc/apache2/mods-available/a.load"));
  CHECK_FALSE(image.kept("/etc/apache2/b.conf"));
}

TEST_CASE("included-configuration: small files of no package beside a used one") {
  ImageOnDisk image("/etc/bind/rndc.key 640 9\n/etc/bind/large 644 900000\n/etc/other 644 9\n");
  image.options.keep = select::Keep::closure;
  image.file("/etc/bind/named.conf", "x\n", "644");
  image.recorded("/etc/bind/named.conf");
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/bind/named.conf", "/etc/bind/rndc.key"});
}
