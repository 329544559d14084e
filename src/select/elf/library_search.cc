#include "select/elf/library_search.h"

#include <algorithm>

#include "select/elf/machine_directories.h"
#include "select/lookup/programs.h"
#include "text/split.h"

namespace whittle::select {
namespace {

constexpr std::size_t kMaxCacheBytes = std::size_t{16} << 20;
constexpr std::size_t kMaxPathFileBytes = std::size_t{64} << 10;
constexpr std::size_t kMaxDirectories = 256;  // of one expanded search path

std::vector<MachineDirectories> rows_of(ElfFile::Machine machine) {
  std::vector<MachineDirectories> rows;
  for (const MachineDirectories& row : kMachineDirectories) {
    if (ElfFile::Machine{row.bits, row.number} == machine) rows.push_back(row);
  }
  return rows;
}

std::vector<std::string> glibc_directories(ElfFile::Machine machine) {
  std::vector<std::string> directories;
  for (const MachineDirectories& row : rows_of(machine)) {
    for (const std::string prefix : {"/lib/", "/usr/lib/"}) {
      directories.push_back(prefix + std::string(row.multiarch));
    }
  }
  const std::vector<std::string> common =
      machine.bits == 64
          ? std::vector<std::string>{"/lib64", "/usr/lib64", "/lib", "/usr/lib"}
          : std::vector<std::string>{"/lib", "/usr/lib", "/lib32", "/usr/lib32", "/libx32"};
  directories.insert(directories.end(), common.begin(), common.end());
  directories.push_back("/usr/local/lib");
  return directories;
}

// Replaces $NAME and ${NAME} in each text by each of the values.
std::vector<std::string> substituted(std::vector<std::string> texts, const std::string& name,
                                     const std::vector<std::string>& values) {
  for (const std::string& token : {"${" + name + "}", "$" + name}) {
    std::vector<std::string> result;
    for (const std::string& text : texts) {
      if (text.find(token) == std::string::npos) {
        result.push_back(text);
        continue;
      }
      for (const std::string& value : values) {
        std::string replaced;
        std::size_t at = 0;
        for (std::size_t hit; (hit = text.find(token, at)) != std::string::npos;) {
          replaced.append(text, at, hit - at).append(value);
          at = hit + token.size();
        }
        result.push_back(replaced.append(text, at));
      }
    }
    if (result.size() > kMaxDirectories) result.resize(kMaxDirectories);
    texts = std::move(result);
  }
  return texts;
}

}  // namespace

std::vector<std::string> expanded_directories(const std::string& search_path,
                                              ElfFile::Machine machine,
                                              const std::vector<std::string>& origins) {
  std::vector<std::string> directories = text::split(search_path, ":;");
  if (directories.size() > kMaxDirectories) directories.resize(kMaxDirectories);
  if (search_path.find('$') != std::string::npos) {
    std::vector<std::string> libs = {"lib"};
    std::vector<std::string> platforms;
    for (const MachineDirectories& row : rows_of(machine)) {
      libs.push_back("lib/" + std::string(row.multiarch));
      libs.emplace_back(row.lib);
      platforms.emplace_back(row.platform);
    }
    directories = substituted(std::move(directories), "ORIGIN", origins);
    directories = substituted(std::move(directories), "LIB", libs);
    directories = substituted(std::move(directories), "PLATFORM", platforms);
  }
  return directories;
}

LibrarySearch::LibrarySearch(const FileTree& tree, const tree::Contents& contents,
                             const ImageConfig& config, ElfFiles& files)
    : tree_(tree),
      contents_(contents),
      files_(files),
      library_path_(environment_value(config, "LD_LIBRARY_PATH")) {
  const std::optional<NodeId> cache = tree.resolve("/etc/ld.so.cache", FollowLast::yes).node;
  if (cache) cache_ = LoaderCache(contents.head(*cache, kMaxCacheBytes));
}

// One search: tries candidates in order until it finds a plain library.
class LibrarySearch::Walk {
 public:
  Walk(LibrarySearch& search, const std::string& library, ElfFile::Machine machine)
      : search_(search), library_(library), machine_(machine) {}

  bool done() const { return done_; }
  std::vector<FoundLibrary> take() { return std::move(found_); }

  bool try_path(const std::string& path) {
    const std::optional<NodeId> node = search_.tree_.resolve(path, FollowLast::yes).node;
    if (!node || search_.tree_.metadata(*node).type != FileType::regular) return false;
    const ElfFile* const file = search_.files_.get(*node);
    if (file == nullptr || file->machine != machine_) return false;
    found_.push_back({path, *node});
    return true;
  }

  void in_directories(const std::vector<std::string>& directories) {
    for (const std::string& directory : directories) {
      if (done_) return;
      for (const std::string& variant : search_.variants_of(directory)) {
        try_path(variant + "/" + library_);
      }
      done_ = try_path(directory + "/" + library_);
    }
  }

  void in_cache() {
    const std::vector<LoaderCache::Entry>* const entries = search_.cache_.find(library_);
    if (done_ || entries == nullptr) return;
    for (const LoaderCache::Entry& entry : *entries) {
      if (entry.variant || !done_) done_ = (try_path(entry.path) && !entry.variant) || done_;
    }
  }

 private:
  LibrarySearch& search_;
  const std::string& library_;
  ElfFile::Machine machine_;
  std::vector<FoundLibrary> found_;
  bool done_ = false;
};

std::vector<FoundLibrary> LibrarySearch::find(const std::string& library,
                                              const Requester& requester) {
  const ElfFile::Machine machine = requester.file->machine;
  Walk walk(*this, library, machine);
  if (library.find('/') != std::string::npos) {
    for (const std::string& path : expanded_directories(library, machine, requester.origins)) {
      if (walk.try_path(path)) break;
    }
    return walk.take();
  }
  const std::vector<std::string> environment =
      expanded_directories(library_path_, machine, requester.origins);
  if (requester.libc == Libc::musl) {
    walk.in_directories(environment);
    walk.in_directories(requester.rpath);
    walk.in_directories(requester.runpath);
    walk.in_directories(musl_directories(machine));
    return walk.take();
  }
  if (requester.runpath.empty()) walk.in_directories(requester.rpath);
  walk.in_directories(environment);
  walk.in_directories(requester.runpath);
  walk.in_cache();
  if (!requester.file->no_default_directories) walk.in_directories(glibc_directories(machine));
  return walk.take();
}

const std::vector<std::string>& LibrarySearch::variants_of(const std::string& directory) {
  const auto [place, is_new] = variants_.try_emplace(directory);
  if (!is_new) return place->second;
  const std::string parent = directory + "/glibc-hwcaps";
  const std::optional<NodeId> node = tree_.resolve(parent, FollowLast::yes).node;
  if (!node) return place->second;
  for (const auto& [name, child] : tree_.node(*node).children) {
    place->second.push_back(parent + "/" + name);
  }
  return place->second;
}

std::vector<std::string> LibrarySearch::musl_directories(ElfFile::Machine machine) const {
  for (const MachineDirectories& row : rows_of(machine)) {
    const std::string file = "/etc/ld-musl-" + std::string(row.musl) + ".path";
    const std::optional<NodeId> node = tree_.resolve(file, FollowLast::yes).node;
    if (node) return text::split(contents_.head(*node, kMaxPathFileBytes), ":\n");
  }
  return {"/lib", "/usr/local/lib", "/usr/lib"};
}

}  // namespace whittle::select
