#include "commands/doctor.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>

#include "base/fd.h"
#include "base/rootless.h"
#include "container/container.h"
#include "transport/docker_engine.h"
#include "transport/skopeo.h"
#include "whittle/error.h"

namespace whittle::commands {
namespace {

// probe: returns the detail, or throws an Error, which says why not.
template <typename Probe>
Check check(const std::string& name, const Probe& probe) {
  try {
    return {.name = name, .works = true, .detail = probe()};
  } catch (const Error& error) {
    return {.name = name, .detail = error.what(), .hint = error.hint()};
  }
}

bool is_on(const char* path, long type) {
  struct statfs status {};
  return ::statfs(path, &status) == 0 && status.f_type == type;
}

// Version 1 at /sys/fs/cgroup with version 2 in a directory below it.
bool has_hybrid_cgroups() {
  return !is_on("/sys/fs/cgroup", CGROUP2_SUPER_MAGIC) &&
         is_on("/sys/fs/cgroup/unified", CGROUP2_SUPER_MAGIC);
}

std::string crun() {
  const std::string version = container::runtime_version("crun");
  if (has_hybrid_cgroups()) {
    throw Error(version + " refuses cgroups in hybrid mode",
                "mount one cgroup version only (systemd.unified_cgroup_hierarchy=1), or use runc");
  }
  return version;
}

std::string overlay() {
  const std::string known = base::read_file("/proc/filesystems", 1 << 16);
  if (known.find("\toverlay\n") == std::string::npos) {
    throw Error("the kernel does not know overlay", "modprobe overlay");
  }
  return "the container's root is an overlay of the image's layers";
}

std::string private_mounts() {
  if (::geteuid() != 0) {
    base::become_root_of_user_namespace("mounting");
    return "made as root of a user namespace, since whittle is run by an ordinary user";
  }
  return "mounts are made in a namespace of their own";
}

std::string docker() {
  transport::DockerEngine().ping();
  return "answers";
}

std::string skopeo() {
  transport::skopeo::require();
  return "is there, for docker://";
}

}  // namespace

bool Diagnosis::can_record() const {
  const auto works = [](const Check& check) { return check.works; };
  const auto sees_calls = [&](const record::ProbeOffer& offer) {
    return offer.sees.syscalls && offer.sees.lookups &&
           std::ranges::find(plan.probes, offer.name) != plan.probes.end();
  };
  return std::ranges::any_of(runtimes, works) && std::ranges::all_of(file_systems, works) &&
         std::ranges::any_of(probes, sees_calls);
}

Diagnosis diagnose() {
  utsname system{};
  ::uname(&system);
  Diagnosis diagnosis{.kernel = system.release, .architecture = system.machine};
  // First: this may make us root of a user namespace, and the other checks depend on that.
  const Check mounts = check("mounts", private_mounts);
  diagnosis.probes = record::probe_offers();
  try {
    diagnosis.plan = record::plan_probes(diagnosis.probes, {});
  } catch (const Error&) {
    // None works; each says why.
  }
  diagnosis.runtimes = {check("runc", [] { return container::runtime_version("runc"); }),
                        check("crun", crun)};
  diagnosis.file_systems = {check("overlay", overlay), mounts};
  diagnosis.others = {check("docker engine", docker), check("skopeo", skopeo)};
  return diagnosis;
}

}  // namespace whittle::commands
