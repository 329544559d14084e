#include "profile/apparmor_path.h"

#include <doctest/doctest.h>

using namespace whittle;
using profile::escaped;
using profile::pattern_of_made_name;
using profile::quoted;
using profile::versions_of;

TEST_CASE("special characters are escaped, bytes that are not printable ASCII are octal") {
  CHECK(escaped("/usr/lib/libz.so.1") == "/usr/lib/libz.so.1");
  CHECK(escaped("/a*b?c[d]{e,f}^\"\\") == R"(/a\*b\?c\[d\]\{e\,f\}\^\042\134)");
  CHECK(escaped("/@{HOME}") == R"(/@\{HOME\})");
  CHECK(escaped("/a\nb\x7f") == R"(/a\012b\177)");
  CHECK(escaped("/\xff\xc3\xa4") == R"(/\377\303\244)");
}

TEST_CASE("a word of a rule has quotes if it needs them") {
  CHECK(quoted("/usr/bin/g++-12") == "/usr/bin/g++-12");
  CHECK(quoted("/lib/libz.so.1{,.*}") == "/lib/libz.so.1{,.*}");
  for (const char* pattern : {"/a b", "/a#b", "/a\\*", "/a'b", "/a@b", "/a=b", "/a(b)", "/a<b>"}) {
    CHECK(quoted(pattern) == "\"" + std::string(pattern) + "\"");
  }
}

TEST_CASE(
    "a library becomes a pattern for its versions, up to the number that programs link with") {
  CHECK(versions_of("/lib/libz.so.1.2.13") == "/lib/libz.so.1{,.*}");
  CHECK(versions_of("/lib/libz.so.1") == "/lib/libz.so.1{,.*}");
  CHECK(versions_of("/lib/mod_a.so") == "/lib/mod_a.so");
  CHECK(versions_of("/lib/x.so.conf") == "/lib/x.so.conf");
  CHECK(versions_of("/a.so.1/x*.so.2") == "/a.so.1/x\\*.so.2{,.*}");
}

TEST_CASE("mapped as code: by name") {
  for (const char* path : {"/lib/libz.so.1", "/lib64/ld-linux-x86-64.so.2", "/a/x.so", "/a/x.node",
                           "/jdk/lib/server/classes.jsa", "/app/x.dll"}) {
    CHECK(profile::is_mapped_as_code(path));
  }
  for (const char* path : {"/bin/sh", "/x.sound", "/a.so/readme", "/etc/ld.so.cache", "/x.json"}) {
    CHECK_FALSE(profile::is_mapped_as_code(path));
  }
}

TEST_CASE("names that differ at each run") {
  CHECK(pattern_of_made_name("/etc/sedXy12Zq") == "/etc/sed??????");
  CHECK(pattern_of_made_name("/run/lock/apache2.fHhwA3dEx9") == "/run/lock/apache2.??????????");
  CHECK(pattern_of_made_name("/run/app.12345.sock") == "/run/app.[0-9]*.sock");
  // Without a prefix the pattern would match any name of that length.
  CHECK(pattern_of_made_name("/etc/aB3dE5") == "/etc/aB3dE5");
  for (const char* path : {"/run/nginx.pid", "/etc/python3.11", "/etc/passwd", "/usr/x/resolvconf",
                           "/etc/nginx/default.conf", "/run/12"}) {
    CHECK(pattern_of_made_name(path) == path);
  }
  CHECK(pattern_of_made_name("/run/a*1234") == "/run/a\\*[0-9]*");
}
