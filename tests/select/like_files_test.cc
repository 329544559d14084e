// Files like several that a recorded run opened in the same place.
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/closure/like_files.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

struct LikeImage : ImageOnDisk {
  LikeImage() { options.keep = select::Keep::closure; }
  void files(const std::string& directory, const Paths& names, std::size_t size = 10) {
    for (const std::string& name : names) {
      file(directory + "/" + name, std::string(size, 'x'), "644");
    }
  }
};

const std::string kVm = "/usr/lib/vm/lib";

}  // namespace

TEST_CASE("like-files: two of one directory show that the others may be opened") {
  LikeImage image;
  image.files(kVm + "/core/code", {"a.code", "b.code", "c.code", "notes.xyz", "plain"});
  image.recorded(kVm + "/core/code/a.code");
  image.select();
  CHECK_FALSE(image.kept(kVm + "/core/code/c.code"));

  image.recorded(kVm + "/core/code/b.code");
  image.select();
  CHECK(image.kept_files() ==
        Paths{kVm + "/core/code/a.code", kVm + "/core/code/b.code", kVm + "/core/code/c.code"});
  CHECK(image.reason(kVm + "/core/code/c.code").rule == "like-files");
  CHECK(image.reason(kVm + "/core/code/c.code").evidence ==
        "the app opened 2 of 3 .code files in /usr/lib/vm/lib/core/code");

  image.options.keep = select::Keep::used;
  image.select();
  CHECK_FALSE(image.kept(kVm + "/core/code/c.code"));
}

TEST_CASE("like-files: the same relative place below sibling directories") {
  LikeImage image;
  for (const char* part : {"core", "base", "late"}) {
    image.files(kVm + "/" + part + "/code", {std::string(part) + ".code"});
    image.files(kVm + "/" + part + "/src", {std::string(part) + ".code"});
  }
  image.recorded(kVm + "/core/code/core.code");
  image.recorded(kVm + "/base/code/base.code");
  image.select();
  CHECK(image.kept(kVm + "/late/code/late.code"));
  CHECK_FALSE(image.kept(kVm + "/late/src/late.code"));
}

TEST_CASE("like-files: beyond the budget none, with a warning that says what keeps them") {
  LikeImage image;
  image.files(kVm + "/core", {"a.code", "b.code", "c.code"}, 3000);
  image.recorded(kVm + "/core/a.code");
  image.recorded(kVm + "/core/b.code");
  image.options.data_budget = 2000;
  const KeepSet& keep = image.select();
  CHECK_FALSE(image.kept(kVm + "/core/c.code"));
  CHECK(image.reason(kVm + "/core/c.code").rule == "over-budget");
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front() ==
        "left out: the others, where the app opened 2 of 3 .code files in /usr/lib/vm/lib/core "
        "(3.0 kB): "
        "more than --data-budget (2.0 kB); --data-budget 1M or --include-path /usr/lib/vm/lib/core "
        "keeps it");
}

TEST_CASE("like-files: other rules know some places and suffixes better") {
  for (const char* place : {"/usr/lib/x86_64-linux-gnu", "/usr/lib/python3.11/lib-dynload",
                            "/etc/app", "/usr/share/doc/app", "/usr/lib/app/bin",
                            "/usr/lib/node_modules/app", "/var/log/app", "/usr/share/app/locale"}) {
    CAPTURE(place);
    CHECK_FALSE(select::can_be_like_files(place));
  }
  CHECK(select::can_be_like_files("/usr/lib/varnish/vmods"));
  LikeImage image;
  image.files("/usr/lib/app", {"a.py", "b.py", "c.py", "a.so.1", "b.so.1", "c.so.1"});
  for (const char* name : {"a.py", "b.py", "a.so.1", "b.so.1"}) {
    image.recorded(std::string("/usr/lib/app/") + name);
  }
  image.select();
  CHECK(image.kept_files().size() == 4);
}

TEST_CASE("a runtime without a reader of which only a part is kept is named") {
  LikeImage image;
  image.files(kVm + "/core", {"a.code"});
  image.files(kVm + "/deep/one/two/three/four", {"b.code", "c.code"});
  image.files(kVm + "/deep/one/other/place/four", {"d.code"});
  image.recorded(kVm + "/core/a.code");
  image.recorded(kVm + "/deep/one/two/three/four/b.code");
  image.trace.files[kVm + "/core/a.code"].users = {"/usr/bin/vm"};
  const KeepSet& keep = image.select();
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings.front() ==
        "2 of 4 .code files below /usr/lib/vm (vm) are kept; whittle cannot read what they need of "
        "each other; --include-path /usr/lib/vm keeps all (20 B more)");
}
