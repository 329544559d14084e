// A small image to run: busybox and a user database, with more layers on top if a test needs them.
// All is removed after the test.
#pragma once

#include <doctest/doctest.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <vector>

#include "base/fd.h"
#include "base/temp_dir.h"
#include "container/container.h"
#include "container/layer_on_disk.h"
#include "container/rootfs.h"
#include "container/run_directory.h"
#include "tree_text.h"

namespace whittle::testing {

namespace fs = std::filesystem;

inline void enter_mount_namespace_once() {
  static std::once_flag once;
  std::call_once(once, container::enter_private_mount_namespace);
}

inline const char* busybox_layer() {
  return "/ 755\n"
         "/bin/ @1000\n"
         "/bin/busybox 755\n"
         "/bin/sh -> busybox\n"
         "/etc/ @1000\n"
         "/etc/passwd 644\n"
         "/etc/group 644\n"
         "/home/ \n"
         "/home/app/ 755 1000:1000\n"
         "/tmp/ 1777\n"
         "/bin/text 755\n"
         "/bin/data 644\n";
}

inline Contents busybox_contents() {
  return {{"/bin/busybox", base::read_file("/bin/busybox")},
          {"/bin/text", "not a program"},
          {"/bin/data", "not executable"},
          {"/etc/passwd",
           "root:x:0:0:root:/root:/bin/sh\n"
           "app:x:1000:1000:App:/home/app:/bin/sh\n"},
          {"/etc/group",
           "root:x:0:\napp:x:1000:\naudio:x:29:app,other\nvideo:x:44:app\nother:x:50:\n"}};
}

// Layers on disk and their tree.
class Layers {
 public:
  explicit Layers(const std::vector<std::string>& texts, const Contents& contents = {})
      : directory_(fs::temp_directory_path(), "whittle-test") {
    for (const std::string& text : texts) {
      indexes_.push_back(layer(text));
      paths_.push_back(directory_.path() / ("layer" + std::to_string(paths_.size())));
      write_layer(paths_.back(), indexes_.back(), contents);
    }
    tree_ = tree(indexes_);
  }
  const fs::path& cache() const { return directory_.path(); }
  const std::vector<fs::path>& paths() const { return paths_; }
  const FileTree& file_tree() const { return tree_; }

 private:
  base::TempDir directory_;
  std::vector<LayerIndex> indexes_;
  std::vector<fs::path> paths_;
  FileTree tree_;
};

// Layers, mounted.
struct Mounted {
  explicit Mounted(const std::vector<std::string>& texts, const Contents& contents = {})
      : layers((enter_mount_namespace_once(), texts), contents),
        directory(layers.cache()),
        rootfs(directory.path(), layers.paths(), layers.file_tree()) {}
  fs::path operator/(const std::string& path) const { return rootfs.path() / path; }

  Layers layers;
  container::RunDirectory directory;
  container::Rootfs rootfs;
};

// One container of the busybox image.
class Box : public Mounted {
 public:
  explicit Box(const std::string& script, RunOptions run_options = {},
               ImageConfig image_config = {})
      : Box(std::vector<std::string>{"/bin/sh", "-c", script}, std::move(run_options),
            std::move(image_config)) {}
  Box(const std::vector<std::string>& command, RunOptions run_options,
      ImageConfig image_config = {})
      : Mounted({busybox_layer()}, busybox_contents()),
        options(std::move(run_options)),
        config(std::move(image_config)) {
    config.cmd = command;
    if (const char* runtime = ::getenv("WHITTLE_TEST_RUNTIME")) options.runtime = runtime;
  }

  container::Container& create() {
    container.emplace(directory, rootfs, config, options, adopt,
                      [this](container::Stream, std::string_view bytes) { output += bytes; });
    return *container;
  }
  container::Container& start() {
    create().start();
    return *container;
  }
  // Runs it and waits for its end.
  Exit run() {
    const auto exit = start().wait(std::chrono::seconds(20));
    REQUIRE(exit);
    return *exit;
  }

  RunOptions options;
  ImageConfig config;
  container::Adopt adopt;
  std::string output;  // complete once wait() has told the end
  std::optional<container::Container> container;
};

// What a run has left behind: mounts, cgroups, processes.
inline std::vector<std::string> leftovers(const std::string& id) {
  std::vector<std::string> found;
  std::istringstream mounts(base::read_file("/proc/self/mounts"));
  for (std::string line; std::getline(mounts, line);) {
    if (line.find(id) != line.npos) found.push_back(line);
  }
  std::error_code error;
  // Cgroups of other programs may vanish meanwhile, and then the walk ends.
  for (fs::recursive_directory_iterator entry("/sys/fs/cgroup", error), end; !error && entry != end;
       entry.increment(error)) {
    // Not every directory there is a cgroup, since crun_test.cc mounts a tmpfs.
    struct statfs status {};
    const fs::path& path = entry->path();
    if (path.filename() != id || ::statfs(path.c_str(), &status) != 0) continue;
    if (status.f_type != TMPFS_MAGIC) found.push_back(path);
  }
  for (const auto& entry : fs::directory_iterator("/proc", error)) {
    std::string command;
    std::ifstream(entry.path() / "cmdline") >> command;
    std::replace(command.begin(), command.end(), '\0', ' ');
    if (command.find(id) != command.npos) found.push_back(command);
  }
  return found;
}

}  // namespace whittle::testing
