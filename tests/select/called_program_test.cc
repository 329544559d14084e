// Programs that kept code runs.
#include <doctest/doctest.h>

#include "image_on_disk.h"

using namespace whittle;
using testing::ImageOnDisk;

namespace {

struct CallImage : ImageOnDisk {
  CallImage()
      : ImageOnDisk("/bin/sh 755 9\n/bin/date 755 9\n/bin/tar 755 9\n/usr/bin/git 755 3000\n") {
    options.keep = select::Keep::closure;
    options.data_budget = 2000;
  }
  void used(const std::string& path, const std::string& content, const std::string& mode = "644") {
    file(path, content, mode);
    recorded(path);
  }
};

}  // namespace

TEST_CASE("called-program: of the app's code, with the shell that the call needs") {
  CallImage image;
  image.used("/srv/a.py", "import os\nos.system ('date')\n# os.system ('tar')\n");
  image.select();
  CHECK(image.reason("/bin/date").rule == "called-program");
  CHECK(image.reason("/bin/date").evidence == "calls it by os.system");
  CHECK(image.reason("/bin/date").parent == "/srv/a.py");
  CHECK(image.kept("/bin/sh"));
  CHECK_FALSE(image.kept("/bin/tar"));
}

TEST_CASE("called-program: no shell where none is started; not of a package's library") {
  CallImage image;
  image.used("/srv/a.py", "subprocess.run(['date'])");
  image.used("/usr/lib/python3/dist-packages/x.py", "os.system ('tar')");
  image.select();
  CHECK(image.kept("/bin/date"));
  CHECK_FALSE(image.kept("/bin/sh"));
  CHECK_FALSE(image.kept("/bin/tar"));
}

TEST_CASE("called-program: used shell scripts, and scripts that they run") {
  CallImage image;
  image.file("/usr/bin/job", "#!/bin/sh\ntar x\n");
  image.used("/etc/cron.d/job", "A=b\n* * * * * root /usr/bin/job\n# 1 1 1 1 1 root git\n");
  image.used("/usr/bin/ctl", "#!/bin/sh\ndate\n", "755");
  image.select();
  CHECK(image.kept("/usr/bin/job"));
  CHECK(image.kept("/bin/tar"));
  CHECK(image.kept("/bin/date"));
  CHECK_FALSE(image.kept("/usr/bin/git"));
}

TEST_CASE("called-program: over the budget it is left out, and said") {
  CallImage image;
  image.used("/srv/a.js", "require('child_process').execFile('git')");
  const KeepSet& keep = image.select();
  CHECK_FALSE(image.kept("/usr/bin/git"));
  REQUIRE(keep.warnings.size() == 1);
  CHECK(keep.warnings[0].starts_with("left out: /usr/bin/git (3.0 kB, for /srv/a.js)"));
}

TEST_CASE("called-program: the image's command; what a loader of compiled modules reads") {
  CallImage image;
  image.line("/usr/bin/ldd 755 9");
  image.config.cmd = {"/bin/sh", "-c", "date; exec tar"};
  image.used("/srv/node_modules/x/index.js", "readFileSync('/usr/bin/ldd', 'utf8')");
  image.select();
  CHECK(image.kept("/bin/date"));
  CHECK(image.kept("/bin/tar"));
  CHECK(image.kept("/usr/bin/ldd"));
}
