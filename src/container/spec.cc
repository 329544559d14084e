#include "container/spec.h"

#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/user_namespace.h"
#include "container/cgroups.h"
#include "container/filtered_profile.h"
#include "oci/seccomp_object.h"
#include "whittle/capabilities.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

using nlohmann::json;

// Docker's defaults (moby: oci/defaults.go).
constexpr const char* kMaskedPaths[] = {
    "/proc/asound",        "/proc/acpi",       "/proc/kcore",       "/proc/keys",
    "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats", "/proc/sched_debug",
    "/proc/scsi",          "/sys/firmware"};

constexpr const char* kReadonlyPaths[] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys",
                                          "/proc/sysrq-trigger"};

struct Mount {
  const char* destination;
  const char* type;
  std::vector<std::string> options;
};

const Mount kMounts[] = {
    {"/proc", "proc", {"nosuid", "noexec", "nodev"}},
    {"/dev", "tmpfs", {"nosuid", "strictatime", "mode=755", "size=65536k"}},
    {"/dev/pts",
     "devpts",
     {"nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"}},
    {"/sys", "sysfs", {"nosuid", "noexec", "nodev", "ro"}},
    {"/sys/fs/cgroup", "cgroup", {"ro", "nosuid", "noexec", "nodev"}},
    {"/dev/mqueue", "mqueue", {"nosuid", "noexec", "nodev"}},
    {"/dev/shm", "tmpfs", {"nosuid", "noexec", "nodev", "mode=1777", "size=67108864"}},
};

// Files of the bundle that Docker mounts over those of the image.
constexpr const char* kNetworkFiles[] = {"resolv.conf", "hostname", "hosts"};

json process_object(const Process& process, const Hardening& hardening) {
  const json set =
      hardening.capabilities ? json(*hardening.capabilities) : json(kDockerCapabilities);
  json capabilities = {{"bounding", set}};
  if (process.user.uid == 0) {  // other users get none, as after an execve
    capabilities["effective"] = set;
    capabilities["permitted"] = set;
  }
  return {{"terminal", false},
          {"user",
           {{"uid", process.user.uid},
            {"gid", process.user.gid},
            {"additionalGids", process.user.additional_gids}}},
          {"args", process.arguments},
          {"env", process.env},
          {"cwd", process.working_dir},
          {"capabilities", capabilities},
          {"noNewPrivileges", hardening.no_new_privileges}};
}

// Not RLIMIT_AS: runtimes reserve far more addresses than they use memory.
json rlimits(const Limits& limits) {
  json list = json::array({{{"type", "RLIMIT_CORE"}, {"soft", 0}, {"hard", 0}}});
  const auto add = [&list](const char* type, std::int64_t value) {
    if (value > 0) list.push_back({{"type", type}, {"soft", value}, {"hard", value}});
  };
  add("RLIMIT_DATA", limits.memory);
  add("RLIMIT_FSIZE", limits.file_size);
  return list;
}

json bind_mount(const std::string& source, const std::string& destination, const char* access) {
  return {{"destination", destination},
          {"type", "bind"},
          {"source", source},
          {"options", {"rbind", "rprivate", access}}};
}

json tmpfs_mount(const Tmpfs& tmpfs) {
  std::ostringstream mode;
  mode << std::oct << tmpfs.mode;
  json options = {"nosuid",
                  "noexec",
                  "nodev",
                  "mode=" + mode.str(),
                  "uid=" + std::to_string(tmpfs.uid),
                  "gid=" + std::to_string(tmpfs.gid)};
  if (tmpfs.size > 0) options.push_back("size=" + std::to_string(tmpfs.size));
  return {{"destination", tmpfs.path},
          {"type", "tmpfs"},
          {"source", "tmpfs"},
          {"options", std::move(options)}};
}

// Sorted by path, so that none hides another: tmpfs mounts, and directories of the root bound to
// themselves, which stay writable when the root becomes read-only.
json hardening_mounts(const Bundle& bundle, const Hardening& hardening) {
  std::map<std::string, json> by_path;
  for (const std::string& path : hardening.writable) {
    by_path[path] = bind_mount(bundle.rootfs.string() + path, path, "rw");
  }
  for (const Tmpfs& tmpfs : hardening.tmpfs) by_path[tmpfs.path] = tmpfs_mount(tmpfs);
  json list = json::array();
  for (auto& [path, mount] : by_path) list.push_back(std::move(mount));
  return list;
}

// Directories that the image declares as volumes stay on the overlay. Docker would mount a copy,
// but what the app uses of it has to be in the image.
json mounts(const Bundle& bundle, const RunOptions& options) {
  json list = json::array();
  const auto covered = [&](const std::string& destination) {
    return std::ranges::find(options.volumes, destination, &Volume::destination) !=
           options.volumes.end();
  };
  for (const Mount& mount : kMounts) {
    if (covered(mount.destination)) continue;
    list.push_back({{"destination", mount.destination},
                    {"type", mount.type},
                    {"source", mount.type},
                    {"options", mount.options}});
  }
  for (json& mount : hardening_mounts(bundle, options.hardening)) list.push_back(std::move(mount));
  for (const std::string name : kNetworkFiles) {
    if (covered("/etc/" + name)) continue;
    list.push_back(bind_mount((bundle.directory / name).string(), "/etc/" + name, "rw"));
  }
  for (const Volume& volume : options.volumes) {
    list.push_back(bind_mount(volume.source, volume.destination, volume.read_only ? "ro" : "rw"));
  }
  return list;
}

json namespaces(const RunOptions& options) {
  json list = {{{"type", "mount"}}, {{"type", "pid"}}, {{"type", "ipc"}}, {{"type", "uts"}}};
  if (options.network == Network::isolated) list.push_back({{"type", "network"}});
  struct statfs status {};
  // As in Docker: a private cgroup namespace only with cgroup v2.
  if (::statfs("/sys/fs/cgroup", &status) == 0 && status.f_type == CGROUP2_SUPER_MAGIC) {
    list.push_back({{"type", "cgroup"}});
  }
  return list;
}

void add_limits(json& resources, const Limits& limits) {
  if (limits.memory > 0 && can_bound("memory")) resources["memory"] = {{"limit", limits.memory}};
  if (limits.processes > 0 && can_bound("pids")) resources["pids"] = {{"limit", limits.processes}};
}

json linux_object(const Bundle& bundle, const RunOptions& options) {
  json object = {{"namespaces", namespaces(options)},
                 {"maskedPaths", kMaskedPaths},
                 {"readonlyPaths", kReadonlyPaths}};
  // In a user namespace no cgroup can be created, and devices cannot be used anyway.
  if (!base::in_user_namespace()) {
    object["cgroupsPath"] = "/" + bundle.id;
    // The runtime adds the default devices itself (config-linux.md#default-devices).
    object["resources"] = {{"devices", {{{"allow", false}, {"access", "rwm"}}}}};
    if (options.limits) add_limits(object["resources"], *options.limits);
  }
  if (options.network == Network::isolated) {
    object["sysctl"] = {{"net.ipv4.ip_unprivileged_port_start", "0"}};
    // All groups; a user namespace does not map as many.
    if (!base::in_user_namespace()) {
      object["sysctl"]["net.ipv4.ping_group_range"] = "0 2147483647";
    }
  }
  if (options.filter) {
    object["seccomp"] = oci::seccomp_object(filtered_profile(options.seccomp, *options.filter));
    if (!options.filter->socket.empty()) {
      object["seccomp"]["listenerPath"] = options.filter->socket;
    }
  } else if (options.seccomp) {
    object["seccomp"] = oci::seccomp_object(*options.seccomp);
  }
  return object;
}

// Arguments and environment come from the image and may be invalid UTF-8, which JSON does not
// allow.
std::string dump(const json& object) {
  try {
    return object.dump(1);
  } catch (const json::exception&) {
    throw Error("the image's command or environment is not valid UTF-8",
                "replace them with --entrypoint, -- ARG... and --env");
  }
}

}  // namespace

std::string config_json(const Bundle& bundle, const Process& process, const RunOptions& options) {
  json first = process_object(process, options.hardening);
  if (options.limits) first["rlimits"] = rlimits(*options.limits);
  return dump(
      {{"ociVersion", "1.0.2"},
       {"process", std::move(first)},
       {"root", {{"path", bundle.rootfs.string()}, {"readonly", options.hardening.read_only_root}}},
       {"hostname", bundle.hostname},
       {"mounts", mounts(bundle, options)},
       {"linux", linux_object(bundle, options)}});
}

std::string process_json(const Process& process, const Hardening& hardening) {
  return dump(process_object(process, hardening));
}

}  // namespace whittle::container
