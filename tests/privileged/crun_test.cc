#include <doctest/doctest.h>

#include "base/subprocess.h"
#include "container/busybox.h"
#include "whittle/error.h"

using namespace whittle;

namespace {

bool inner() {
  return ::getenv("WHITTLE_TEST_RUNTIME") != nullptr;
}

// crun refuses the hybrid cgroup layout, so it runs in a mount namespace that shows cgroup v1 only.
constexpr const char* kCrunScript =
    "unified=/sys/fs/cgroup/unified\n"
    "if [ -d $unified ]; then umount $unified && mount -t tmpfs none $unified; fi\n"
    "WHITTLE_TEST_RUNTIME=crun exec \"$0\" "
    "-sf='*container_test*,*refusal_test*,*dead_run_test*,*call_filter_test*'\n";

}  // namespace

TEST_CASE("crun does what runc does" * doctest::skip(inner())) {
  const std::string self = std::filesystem::read_symlink("/proc/self/exe");
  const base::Output output =
      base::run({.arguments = {"unshare", "-m", "sh", "-c", kCrunScript, self}});
  INFO(output.out);
  CHECK(output.out.find("Status: SUCCESS!") != std::string::npos);
  CHECK(output.exit.success());
}

TEST_CASE("crun on a hybrid cgroup layout: a hint to use runc" *
          doctest::skip(inner() || !std::filesystem::exists("/sys/fs/cgroup/unified"))) {
  testing::Box box("true");
  box.options.runtime = "crun";
  std::string hint;
  try {
    box.create();
  } catch (const Error& error) {
    hint = error.hint();
  }
  CHECK(hint.find("--runtime runc") != std::string::npos);
}
