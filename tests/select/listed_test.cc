// What is kept of directories that the app listed.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

struct ListedImage : ImageOnDisk {
  ListedImage()
      : ImageOnDisk(
            "/etc/app/conf.d/a 644 5\n/etc/app/conf.d/sub/b 644 5\n/srv/x 644 5\n/srv/y 644 5\n"
            "/srv/sub/z 644 5\n/usr/bin/tool 755 5\n") {
    options.keep = select::Keep::closure;
    is_a_base();
    for (const char* path : {"/etc/app/conf.d", "/srv", "/usr/bin"}) list(path, Phase::app);
    recorded("/srv/x");
  }
  void list(const std::string& path, Phase phase) {
    trace.files[path].uses.insert(Use::list);
    trace.files[path].phases.insert(phase);
  }
};

}  // namespace

TEST_CASE(
    "listed: by default everything in a drop-in directory, subdirectories without their content") {
  ListedImage image;
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/app/conf.d/a", "/srv/x"});
  CHECK(image.reason("/etc/app/conf.d/a").rule == "listed");
  CHECK(image.reason("/etc/app/conf.d/a").evidence == "/etc/app/conf.d was listed");
  CHECK(image.kept("/etc/app/conf.d/sub"));
  image.options.keep = select::Keep::used;
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/x"});
}

TEST_CASE("listed: not what the runtime listed, not over the budget") {
  ListedImage image;
  image.line("/etc/other.d/c 644 5\n/etc/big.d/d 644 50");
  image.list("/etc/other.d", Phase::runtime);
  image.list("/etc/big.d", Phase::exec);
  image.options.data_budget = 40;
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/app/conf.d/a", "/srv/x"});
  CHECK(image.reason("/etc/big.d/d").rule == "over-budget");
}

TEST_CASE("listed: all, and only what was opened") {
  ListedImage image;
  image.options.listed = select::Listed::all;
  image.select();
  CHECK(image.kept_files() == Paths{"/etc/app/conf.d/a", "/srv/x", "/srv/y", "/usr/bin/tool"});
  CHECK(image.kept("/srv/sub"));
  image.options.listed = select::Listed::opened;
  image.select();
  CHECK(image.kept_files() == Paths{"/srv/x"});
}

TEST_CASE("listed: names are kept with empty files, and bring no other files") {
  ListedImage image;
  image.line("/srv/link -> /usr/lib/far\n/usr/lib/far 644 5");
  image.file("/srv/script", "#!/usr/bin/none\n");
  image.options.listed = select::Listed::names;
  const KeepSet keep = image.select();
  CHECK(keep.warnings.empty());
  CHECK(image.kept("/srv/y"));
  CHECK(image.kept("/srv/link"));
  CHECK_FALSE(image.kept("/usr/lib/far"));
  const auto content = [&](const std::string& path) {
    const FileTree& tree = image.file_tree();
    const auto found = keep.replaced.find(tree.node(*tree.find(path)).inode);
    return found == keep.replaced.end() ? "as it was" : found->second;
  };
  CHECK(content("/srv/y") == "");
  CHECK(content("/srv/script") == "");
  CHECK(content("/srv/x") == "as it was");
  CHECK(keep.kept_bytes + keep.dropped_bytes == image.file_tree().total_bytes());
  CHECK(keep.kept_bytes == 5 + 12);  // /srv/x, the text of /srv/link
}
