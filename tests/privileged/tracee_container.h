// A container for one tracee: an overlay of a small root, and instead of a container runtime the
// launcher (tests/tracees/launcher.c), which waits until the probes have adopted it.
#pragma once

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <seccomp.h>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/subprocess.h"
#include "base/temp_dir.h"
#include "container/changes.h"
#include "container/filtered_profile.h"
#include "probes/probes.h"
#include "profile/compile.h"
#include "record/probe_set.h"
#include "whittle/error.h"

namespace whittle::test {

namespace fs = std::filesystem;

inline void check(bool done, const std::string& what) {
  if (!done) throw SystemError("cannot " + what, errno);
}

// The files of the image, created once: a merged /usr, the tracees in /bin, files of all kinds in
// /data.
class TinyRoot {
 public:
  static const TinyRoot& get() {
    static const TinyRoot root;
    return root;
  }
  fs::path lower() const { return directory_.path() / "lower"; }
  fs::path volume() const { return directory_.path() / "volume"; }
  fs::path runs() const { return directory_.path() / "runs"; }

 private:
  TinyRoot() : directory_("/tmp", "whittle-tracees") {
    ::umask(022);
    fs::permissions(directory_.path(), fs::perms(0755));
    for (const char* directory :
         {"usr/bin", "usr/lib/x86_64-linux-gnu", "lib64", "proc", "tmp", "vol", "mnt", "etc/conf.d",
          "data/empty", "data/root", "data/secret", "bind/a", "bind/b", "many", "scripts"}) {
      fs::create_directories(lower() / directory);
    }
    fs::create_directories(volume());
    fs::create_directories(runs());
    std::ofstream(volume() / "file") << "volume\n";
    for (const char* file :
         {"etc/passwd", "etc/group", "etc/conf.d/a", "etc/conf.d/b", "usr/lib/libx", "usr/lib/liby",
          "data/file", "data/long", "data/hard1", "data/name (deleted)", "data/root/inner",
          "data/secret/file", "bind/a/same", "bind/a/late", "bind/b/same", "bind/only",
          "bind/a/only"}) {
      std::ofstream(lower() / file) << "content of " << file << "\n";
    }
    for (int i = 0; i < 3000; ++i) std::ofstream(lower() / "many" / std::to_string(i)) << i;
    fs::create_hard_link(lower() / "data/hard1", lower() / "data/hard2");
    const std::pair<const char*, const char*> links[] = {{"bin", "usr/bin"},
                                                         {"lib", "usr/lib"},
                                                         {"data/chain1", "chain2"},
                                                         {"data/chain2", "file"},
                                                         {"data/loop", "loop"},
                                                         {"data/to_empty", "/data/empty"},
                                                         {"data/root/link", "/inner"},
                                                         {"usr/bin/sh", "busybox"},
                                                         {"usr/bin/env", "busybox"},
                                                         {"data/up", "../../../etc"},
                                                         {"data/stdout", "/proc/self/fd/1"}};
    for (const auto& [link, target] : links) fs::create_symlink(target, lower() / link);
    fs::permissions(lower() / "data/secret", fs::perms(0700));
    script("one", "#!/bin/sh\nread line </data/file\n");
    script("two", "#! /scripts/one argument\n");
    script("three", "#!/usr/bin/env sh\nread line </data/file\n");
    script("bad", "#!/no/interpreter\n");
    const fs::path tracees = WHITTLE_TRACEES;
    for (const auto& entry : fs::directory_iterator(tracees)) {
      if (entry.is_regular_file() && ::access(entry.path().c_str(), X_OK) == 0) {
        fs::copy_file(entry.path(), lower() / "usr/bin" / entry.path().filename());
      }
    }
    fs::copy_file(tracees / "plugin.so", lower() / "data/plugin.so");
    fs::copy_file("/bin/busybox", lower() / "usr/bin/busybox");
    fs::copy_file("/lib64/ld-linux-x86-64.so.2", lower() / "lib64/ld-linux-x86-64.so.2");
    fs::copy_file("/lib/x86_64-linux-gnu/libc.so.6",
                  lower() / "usr/lib/x86_64-linux-gnu/libc.so.6");
  }

  void script(const char* name, const char* text) {
    std::ofstream(lower() / "scripts" / name) << text;
    fs::permissions(lower() / "scripts" / name, fs::perms(0755));
  }

  base::TempDir directory_;
};

// Gives the test program a mount namespace of its own.
inline void enter_private_mount_namespace() {
  static const bool entered = [] {
    check(::unshare(CLONE_NEWNS) == 0, "make a mount namespace");
    check(::mount("", "/", "", MS_REC | MS_PRIVATE, nullptr) == 0, "make mounts private");
    return true;
  }();
  (void)entered;
}

// Waits until a child of the process runs this program.
inline pid_t wait_for_program(pid_t ancestor, const std::string& program) {
  for (int tries = 0; tries < 2000; ++tries) {
    const std::string id = std::to_string(ancestor);
    std::ifstream children("/proc/" + id + "/task/" + id + "/children");
    if (pid_t child = 0; children >> child) {
      std::string name;
      std::getline(std::ifstream("/proc/" + std::to_string(child) + "/comm"), name);
      if (name == program) return child;
    }
    ::usleep(1000);
  }
  throw Error("no process runs " + program);
}

struct Pipe {
  Pipe() {
    int ends[2];
    check(::pipe2(ends, O_CLOEXEC) == 0, "make a pipe");
    read = base::Fd(ends[0]);
    write = base::Fd(ends[1]);
  }
  base::Fd read;
  base::Fd write;
};

inline pid_t only_child(pid_t parent) {
  const std::string id = std::to_string(parent);
  std::ifstream children("/proc/" + id + "/task/" + id + "/children");
  pid_t child = -1;
  children >> child;
  return child;
}

// The filter that a runtime would load for a probe, in a file for the launcher.
class FilterFile {
 public:
  explicit FilterFile(const CallFilter& wanted) {
    SeccompProfile profile = container::filtered_profile({}, wanted);
    for (SeccompRule& rule : profile.rules) {  // runtimes skip names that libseccomp does not know
      std::erase_if(rule.names, [](const std::string& name) {
        return ::seccomp_syscall_resolve_name(name.c_str()) == __NR_SCMP_ERROR;
      });
    }
    const auto filter = profile::compile(profile);
    const std::string path = (directory_.path() / "filter").string();
    base::write_file(
        path, {reinterpret_cast<const char*>(filter.data()), filter.size() * sizeof filter[0]});
    ::setenv("TRACEE_FILTER", path.c_str(), 1);
    if (!wanted.socket.empty()) ::setenv("TRACEE_LISTENER", wanted.socket.c_str(), 1);
  }
  ~FilterFile() {
    ::unsetenv("TRACEE_FILTER");
    ::unsetenv("TRACEE_LISTENER");
  }

 private:
  base::TempDir directory_{TinyRoot::get().runs(), "filter"};
};

class TraceeContainer {
 public:
  using Probes = std::vector<std::unique_ptr<Probe>>;

  explicit TraceeContainer(Probes probes)
      : TraceeContainer(std::move(probes), TinyRoot::get().lower()) {}
  TraceeContainer(Probes probes, const fs::path& lower)
      : lower_(lower), directory_(TinyRoot::get().runs(), "run"), probes_(std::move(probes)) {
    enter_private_mount_namespace();
    for (const char* name : {"upper", "work", "merged"})
      fs::create_directory(directory_.path() / name);
    fs::permissions(directory_.path() / "upper", fs::perms(0755));
    const std::string options = "lowerdir=" + lower.string() + ",upperdir=" + upper().string() +
                                ",workdir=" + (directory_.path() / "work").string();
    check(::mount("overlay", merged().c_str(), "overlay", 0, options.c_str()) == 0,
          "mount an overlay");
    struct stat status;
    check(::stat(merged().c_str(), &status) == 0, "look at the overlay");
    probes_.prepare({.rootfs = merged().string(), .device = status.st_dev});
  }
  ~TraceeContainer() {
    probes_ = record::ProbeSet();
    ::umount2(merged().c_str(), MNT_DETACH);
  }

  // uid: of the tracee. arguments[0]: its path in the root.
  base::Subprocess start(
      const std::vector<std::string>& arguments, int uid = 0, Phase phase = Phase::runtime,
      const std::function<void(pid_t init)>& on_created = [](pid_t) {}) {
    Pipe go;
    Pipe created;
    base::Command command{
        .arguments = {std::string(WHITTLE_TRACEES) + "/launcher", merged().string(),
                      TinyRoot::get().volume().string(), std::to_string(uid)},
        .stdin_fd = go.read.get(),
        .stdout_fd = created.write.get(),
        .stderr_fd = 2};
    command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
    command.before_exec = [this, phase](pid_t pid) { probes_.adopt(pid, phase); };
    std::optional<FilterFile> filter;
    if (const auto wanted = probes_.filter()) filter.emplace(*wanted);
    base::Subprocess launcher(command);
    created.write.reset();
    char byte = 0;
    check(::read(created.read.get(), &byte, 1) == 1, "create the tracee's container");
    const pid_t init = only_child(launcher.pid());
    probes_.attach({.init_pid = init});
    on_created(init);
    check(::write(go.write.get(), &byte, 1) == 1, "start the tracee");
    return launcher;
  }
  Trace stop() {
    Trace trace;
    trace.written = container::changed_paths(upper(), {}, std::vector<fs::path>{lower_});
    probes_.stop(trace);
    return trace;
  }
  record::ProbeSet& probes() { return probes_; }

 private:
  fs::path merged() const { return directory_.path() / "merged"; }
  fs::path upper() const { return directory_.path() / "upper"; }

  fs::path lower_;
  base::TempDir directory_;
  record::ProbeSet probes_;
};

}  // namespace whittle::test
