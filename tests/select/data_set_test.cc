// Data sets: kept if a kept file shows that they may be used, within the budget.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::elf64;
using testing::ImageOnDisk;
using testing::Paths;
using testing::with_strings;

namespace {

constexpr const char* kData =
    "/etc/ssl/certs/ca-certificates.crt 644 20\n/etc/ssl/certs/a.0 -> /usr/share/ca/a.crt\n"
    "/usr/share/ca/a.crt 644 20\n/usr/share/zoneinfo/Europe/Oslo 644 20\n"
    "/usr/share/zoneinfo/posix/Europe/Oslo 644 20\n/etc/services 644 20\n"
    "/usr/lib/locale/C.utf8/LC_CTYPE 644 20\n/usr/share/terminfo/x/xterm 644 20\n"
    "/usr/share/terminfo/x/xterm-hp 644 20\n";

struct ClosureImage : ImageOnDisk {
  ClosureImage() : ImageOnDisk(kData) { options.keep = select::Keep::closure; }
  void kept_elf(const std::string& path, const std::vector<std::string>& strings = {}) {
    file(path, with_strings(elf64({}), strings));
    recorded(path);
  }
  // The kept files besides the ELF files.
  Paths kept_data() {
    select();
    Paths paths = kept_files();
    std::erase_if(paths, [](const std::string& path) { return path.starts_with("/elf"); });
    return paths;
  }
};

}  // namespace

TEST_CASE("data-set: nothing without a clue; paths in libc are not one") {
  ClosureImage image;
  image.kept_elf("/elf/libc.so.6", {"/usr/share/zoneinfo", "getaddrinfo"});
  CHECK(image.kept_data().empty());
}

TEST_CASE(
    "data-set: the CA bundle for TLS, single CA files for users of OpenSSL's default directory") {
  ClosureImage image;
  image.kept_elf("/elf/libssl.so.3", {"SSL_CTX_set_default_verify_paths"});
  CHECK(image.kept_data() == Paths{"/etc/ssl/certs/ca-certificates.crt"});
  CHECK(image.reason("/etc/ssl/certs/ca-certificates.crt").rule == "data-set");
  CHECK(image.reason("/etc/ssl/certs/ca-certificates.crt").evidence ==
        "CA certificates: used by /elf/libssl.so.3");
  image.kept_elf("/elf/_ssl.so", {"SSL_CTX_set_default_verify_paths"});
  CHECK(image.kept_data() ==
        Paths{"/etc/ssl/certs/a.0", "/etc/ssl/certs/ca-certificates.crt", "/usr/share/ca/a.crt"});
}

TEST_CASE("data-set: time zones once, for a program that names them or a language that does") {
  for (const auto& [path, word] :
       {std::pair("/elf/rust", "X/usr/share/zoneinfo/Y"), std::pair("/elf/python3.11", ""),
        std::pair("/elf/go", "time.LoadLocation")}) {
    ClosureImage image;
    image.kept_elf(path, {word});
    image.select();
    CHECK(image.kept("/usr/share/zoneinfo/Europe/Oslo"));
    CHECK_FALSE(image.kept("/usr/share/zoneinfo/posix/Europe/Oslo"));
  }
}

TEST_CASE("data-set: clues in a Go program are its functions, not its paths") {
  ClosureImage image;
  image.kept_elf("/elf/go", {"/usr/share/zoneinfo/", "/etc/ssl/certs/ca-certificates.crt",
                             "/etc/services", "runtime.gopanic"});
  image.trace.files["/elf/go"].phases.insert(Phase::runtime);  // so that literal-path ignores it
  CHECK(image.kept_data().empty());
  image.kept_elf("/elf/other", {"crypto/x509.loadSystemRoots", "runtime.gopanic"});
  CHECK(image.kept_data() == Paths{"/etc/ssl/certs/ca-certificates.crt"});
}

TEST_CASE("data-set: the locale that the image sets, common terminals") {
  ClosureImage image;
  image.config.env = {"LANG=C.UTF-8"};
  image.kept_elf("/elf/libtinfo.so.6");
  CHECK(image.kept_data() ==
        Paths{"/usr/lib/locale/C.utf8/LC_CTYPE", "/usr/share/terminfo/x/xterm"});
}

TEST_CASE("data-set: over the budget all of it is left out, with one warning") {
  ClosureImage image;
  image.line("/usr/share/zoneinfo/Asia/Tokyo 644 5000");
  image.kept_elf("/elf/rust", {"/usr/share/zoneinfo"});
  image.options.data_budget = 5000;
  CHECK(image.kept_data().empty());
  CHECK(image.reason("/usr/share/zoneinfo/Asia/Tokyo").rule == "over-budget");
  CHECK(image.reason("/usr/share/zoneinfo/Asia/Tokyo").evidence == "time zones, 5.0 kB");
  CHECK(image.select().warnings ==
        Paths{"left out: time zones (5.0 kB, for /elf/rust): more than --data-budget (5000 bytes); "
              "--data-budget 1M or --include-path /usr/share/zoneinfo keeps it"});
  image.options.data_budget = 5020;
  CHECK(image.kept_data().size() == 2);
}
