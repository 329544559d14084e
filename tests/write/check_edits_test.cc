#include "write/check_edits.h"

#include <doctest/doctest.h>

#include "write/layered_image.h"

using namespace whittle;
using whittle::test::contains;
using whittle::test::error_of;

namespace {

struct Sample {
  Sample() {
    for (const char* path : {"/usr/bin/app", "/bin", "/srv/here", "/srv/note"}) image.mark(path);
  }
  std::string error(const oci::ConfigEdits& edits) {
    return error_of([&] { write::check_edits(image.image.config, edits, image.tree, image.keep); });
  }

  base::TempDir directory = test::temp_dir();
  testing::LayeredImage image{{testing::layer(R"(
    /bin -> usr/bin
    /other -> usr/bin
    /srv/here/ 755
    /srv/gone/ 755
    /srv/note 644 1
    /usr/bin/app 755 1
    /usr/bin/dropped 755 1
  )")},
                              directory.path()};
};

}  // namespace

TEST_CASE("a new working directory has to be kept") {
  Sample sample;
  const auto error = [&](const char* path) {
    oci::ConfigEdits edits;
    edits.working_dir = path;
    return sample.error(edits);
  };
  CHECK(error("/srv/here") == "no error");
  CHECK(contains(error("/srv/gone"), "--new-workdir: the new image has no directory /srv/gone"));
  CHECK(contains(error("/srv/note"), "no directory"));
  CHECK(contains(error("/nowhere"), "no directory"));
}

TEST_CASE("a new entrypoint has to be kept, with the links that lead to it") {
  Sample sample;
  const auto error = [&](const char* program, const char* working_dir = "/srv/here") {
    oci::ConfigEdits edits;
    edits.entrypoint = {program};
    edits.working_dir = working_dir;
    return sample.error(edits);
  };
  for (const char* program : {"/usr/bin/app", "/bin/app", "app", "../../bin/app"}) {
    CHECK(error(program) == "no error");
  }
  for (const char* program : {"/usr/bin/dropped", "dropped", "/srv/note", "/other/app", "./app"}) {
    CAPTURE(program);
    CHECK(contains(error(program), "--new-entrypoint: the new image has no program"));
  }
}

TEST_CASE("a new command is the program where there is no entrypoint") {
  Sample sample;
  oci::ConfigEdits edits;
  edits.cmd = {"dropped"};
  CHECK(contains(sample.error(edits), "--new-cmd: the new image has no program dropped"));
  edits.env = {"PATH=/usr/bin"};
  edits.cmd = {"app"};
  CHECK(sample.error(edits) == "no error");
  edits.env = {"PATH=/sbin"};
  CHECK(contains(sample.error(edits), "no program app"));
}
