// The strings of a file: library names, absolute paths, marks.
#include "text/file_strings.h"

#include <doctest/doctest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fd.h"

using namespace whittle;
using namespace std::string_literals;
using Texts = std::set<std::string>;

namespace {

constexpr std::string_view kMarks[] = {"/usr/share/zoneinfo", "getaddrinfo"};

text::FileStrings strings_of(const std::string& bytes) {
  const base::Fd file(::memfd_create("strings", 0));
  REQUIRE(::write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  return text::read_binary_strings(file.get(), kMarks);
}

}  // namespace

TEST_CASE("strings: a name or path counts where it is the whole string and ends with a NUL") {
  const text::FileStrings found = strings_of(
      "\x7f\0libz.so.1\0libz.so.1.conf\0xlibz.so\0/etc/a\0open /etc/b\0/etc/%s\0/etc/c\n\0/etc/d"s);
  CHECK(found.libraries == Texts{"libz.so.1"});
  CHECK(found.paths == Texts{"/etc/a"});
}

TEST_CASE("strings: a path is a mark anywhere, a function only as a whole") {
  CHECK(strings_of("EOF/usr/share/zoneinfo/UTC").marks.contains("/usr/share/zoneinfo"));
  CHECK(strings_of("\0getaddrinfo\0"s).marks.contains("getaddrinfo"));
  CHECK(strings_of("\0my_getaddrinfo\0"s).marks.empty());
}

TEST_CASE("strings: across the borders of chunks, in runs of any length") {
  for (const std::size_t before : {(1U << 20) - 5, (1U << 20) - 1, (1U << 16) - 3}) {
    CHECK(strings_of(std::string(before, '\1') + "/etc/a\0"s).paths == Texts{"/etc/a"});
    const std::string run = std::string(before, 'x') + "/usr/share/zoneinfo";
    CHECK(strings_of(run).marks.size() == 1);
    CHECK(strings_of(run + "\0"s).paths.empty());
  }
}

TEST_CASE("strings: words of a text, without comments") {
  const text::FileStrings found = text::read_text_strings(
      "# see /etc/a\n  ; /etc/b\nPATH=/bin:/sbin\ninclude \"/etc/c.conf\"; # /etc/d\nSee /etc/e.\n"
      "zone = /usr/share/zoneinfo/UTC",
      kMarks);
  CHECK(found.paths ==
        Texts{"/bin", "/etc/c.conf", "/etc/d", "/etc/e", "/sbin", "/usr/share/zoneinfo/UTC"});
  CHECK(found.marks.size() == 1);
}
