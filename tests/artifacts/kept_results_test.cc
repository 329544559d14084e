#include "artifacts/kept_results.h"

#include <doctest/doctest.h>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/make_directory.h"
#include "base/temp_dir.h"
#include "whittle/error.h"

using namespace whittle;
using artifacts::find_source;
namespace fs = std::filesystem;

namespace {

Digest digest(char digit) {
  return Digest::from_hex(std::string(64, digit));
}

class ResultCache {
 public:
  const fs::path& path() const { return directory_.path(); }
  // An artifact with this content, of a result with digests of this digit.
  std::string keep(char digit, const std::vector<std::string>& outputs, bool was_written = true,
                   const artifacts::KeptBounds& bounds = {}) {
    const fs::path made = path() / "made";
    base::make_directory(made);
    base::write_file(made / "x", std::string(1, digit));
    return artifacts::keep_result(path(), made,
                                  {.was_written = was_written,
                                   .manifest = digest(digit),
                                   .config = digest('c'),
                                   .outputs = outputs},
                                  bounds);
  }
  std::string content(const std::string& name) const {
    try {
      return base::read_file(find_source(name, path()).directory / "x");
    } catch (const Error& error) {
      return error.what() + ("; " + error.hint());
    }
  }

 private:
  base::TempDir directory_{fs::temp_directory_path(), "whittle-test"};
};

}  // namespace

TEST_CASE("a result is found by where it went, as the user wrote it, and by its digest") {
  ResultCache cache;
  CHECK(cache.keep('1', {"docker-daemon:shop:small", "oci:out:x"}) == "shop:small");
  cache.keep('2', {"docker-daemon:plain"});
  for (const char* name : {"shop:small", "docker-daemon:shop:small", "oci:out:x", "111111111111",
                           "sha256:1111111111111111"}) {
    CAPTURE(name);
    CHECK(cache.content(std::string("result:") + name) == "1");
  }
  CHECK(cache.content("result:plain:latest") == "2");
  CHECK(find_source("out", cache.path()).directory == "out");
}

TEST_CASE("the last run that wrote a result counts, and a refused one has its digest as its name") {
  ResultCache cache;
  cache.keep('1', {"oci:x"});
  cache.keep('2', {"oci:x"});
  CHECK(cache.keep('3', {"oci:x"}, false) == "sha256:333333333333");
  CHECK(cache.content("result:oci:x") == "2");
  CHECK(cache.content("result:sha256:333333333333") == "3");
  cache.keep('4', {"oci:y"}, false);
  CHECK(cache.content("result:oci:y") == "4");
}

TEST_CASE("the oldest results go, in number and in bytes, and the last stays") {
  ResultCache cache;
  for (const char digit : {'1', '2', '3'}) {
    cache.keep(digit, {std::string("oci:") + digit}, true, {.results = 2});
  }
  CHECK(cache.content("result:oci:1").starts_with("no artifacts are kept of a result oci:1"));
  CHECK(cache.content("result:oci:1").find("there are those of oci:3, oci:2") != std::string::npos);
  CHECK(cache.content("result:oci:2") == "2");
  cache.keep('4', {"oci:4"}, true, {.bytes = 1});
  CHECK(cache.content("result:oci:4") == "4");
  CHECK(cache.content("result:oci:3").starts_with("no artifacts"));
}

TEST_CASE("what is being read stays, and the same result is kept once") {
  ResultCache cache;
  cache.keep('1', {"oci:x"});
  {
    const artifacts::Source source = find_source("result:oci:x", cache.path());
    cache.keep('2', {"oci:y"}, true, {.results = 1});
    CHECK(base::read_file(source.directory / "x") == "1");
  }
  cache.keep('2', {"oci:y"}, true, {.results = 2});
  CHECK(cache.content("result:oci:x") == "1");
  CHECK(cache.content("result:oci:y") == "2");
  cache.keep('3', {"oci:z"}, true, {.results = 2});
  CHECK(cache.content("result:oci:x").starts_with("no artifacts"));
  CHECK(cache.content("result:oci:y") == "2");
}

TEST_CASE("only the owner may read what is kept, and nothing is made where nothing is") {
  ResultCache cache;
  CHECK(cache.content("result:x").find("there are none of any run") != std::string::npos);
  CHECK(fs::is_empty(cache.path()));
  cache.keep('1', {"oci:x"});
  CHECK(fs::status(cache.path() / "results").permissions() == fs::perms::owner_all);
  CHECK(fs::status(cache.path() / "results/1").permissions() == fs::perms::owner_all);
}
