// Many events at once: nothing is lost, or the loss is counted.
#include <doctest/doctest.h>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/temp_dir.h"
#include "privileged/tracee_recording.h"

using namespace whittle;
using namespace whittle::test;

namespace {

// On a tmpfs, since it is removed faster than from a disk.
class ManyFiles {
 public:
  explicit ManyFiles(int count) {
    enter_private_mount_namespace();
    check(::mount("none", directory_.path().c_str(), "tmpfs", 0, "mode=755") == 0, "mount a tmpfs");
    const std::string lots = (directory_.path() / "lots").string();
    check(::mkdir(lots.c_str(), 0755) == 0, "make " + lots);
    for (int i = 0; i < count; ++i) {
      const std::string path = lots + "/" + std::to_string(i);
      check(::mknod(path.c_str(), S_IFREG | 0644, 0) == 0, "make " + path);
    }
  }
  ~ManyFiles() { ::umount2(directory_.path().c_str(), MNT_DETACH); }
  // On top of the tiny root: the lowerdir option of overlayfs.
  fs::path lower() const {
    return directory_.path().string() + ":" + TinyRoot::get().lower().string();
  }

 private:
  base::TempDir directory_{"/tmp", "whittle-many"};
};

// As with `docker run --ulimit nofile=64`.
Trace with_few_descriptors(MakeProbe make, const std::vector<std::string>& arguments) {
  TraceeContainer container(one(make));
  base::Subprocess tracee = container.start(arguments, 0, Phase::runtime, [](pid_t init) {
    const rlimit few{64, 64};
    check(::prlimit(init, RLIMIT_NOFILE, &few, nullptr) == 0, "limit the tracee's descriptors");
  });
  CHECK(tracee.wait().success());
  return container.stop();
}

int missing(const Trace& trace, const std::string& directory, int count) {
  int number = 0;
  for (int i = 0; i < count; ++i) {
    number += trace.files.contains(directory + std::to_string(i)) ? 0 : 1;
  }
  return number;
}

}  // namespace

TEST_CASE("a burst of opens and a storm of processes lose nothing") {
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    const Trace burst = with_few_descriptors(row.make, {"/bin/burst"});
    const Trace storm = test::record(row.make, {"/bin/fork_storm"});
    CHECK(burst.losses.total() == 0);
    CHECK(storm.losses.total() == 0);
    CHECK(missing(burst, "/many/", 3000) == 0);
    CHECK(missing(storm, "/many/", 1000) == 0);
  }
}

TEST_CASE("a hundred thousand files: all are seen, or the loss is counted") {
  constexpr int kCount = 100'000;
  const ManyFiles many(kCount);
  for (const probes::ProbeRow& row : probes_here()) {
    CAPTURE(std::string(row.name));
    // A probe that stops the container at each call is slow, and has no queue that could overflow.
    const int count = row.cost < 10 ? kCount : kCount / 5;
    TraceeContainer container(one(row.make), many.lower());
    CHECK(container.start({"/bin/many_files", std::to_string(count)}).wait().success());
    const Trace trace = container.stop();
    const int lost = missing(trace, "/lots/", count);
    CAPTURE(lost);
    CAPTURE(trace.losses.total());
    const bool is_counted = lost == 0 || trace.losses.total() > 0;
    CHECK(is_counted);
  }
}

// In a child process without free descriptors, so that the kernel cannot open files for events.
TEST_CASE("an open that is lost because no descriptor is left is counted") {
  const pid_t child = ::fork();
  if (child == 0) {
    int status = 1;
    try {
      rlimit usual{};
      ::getrlimit(RLIMIT_NOFILE, &usual);
      TraceeContainer container(one(&probes::make_fanotify_probe));
      base::Subprocess tracee = container.start({"/bin/burst"}, 0, Phase::runtime, [&usual](pid_t) {
        const rlimit none{3, usual.rlim_max};
        ::setrlimit(RLIMIT_NOFILE, &none);
      });
      while (!tracee.poll()) ::usleep(1000);
      ::setrlimit(RLIMIT_NOFILE, &usual);
      status = container.stop().losses.descriptor_failure > 1000 ? 0 : 2;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    ::_exit(status);
  }
  int status = -1;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(status == 0);
}
