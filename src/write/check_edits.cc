#include "write/check_edits.h"

#include <algorithm>
#include <sstream>

#include "oci/config.h"
#include "whittle/error.h"

namespace whittle::write {
namespace {

// What Docker gives an image without PATH (moby: oci/defaults.go).
constexpr const char* kDefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

class KeptFiles {
 public:
  KeptFiles(const FileTree& tree, const KeepSet& keep) : tree_(tree), keep_(keep) {}

  bool has_directory(const std::string& path) const {
    const std::optional<NodeId> id = find(path);
    return id && tree_.metadata(*id).type == FileType::directory;
  }
  bool has_program(const std::string& path) const {
    const std::optional<NodeId> id = find(path);
    return id && tree_.metadata(*id).type == FileType::regular &&
           (tree_.metadata(*id).mode & 0111) != 0;
  }

 private:
  // Including every symlink on the way.
  std::optional<NodeId> find(const std::string& path) const {
    const FileTree::Resolution found = tree_.resolve(path, FollowLast::yes);
    const auto kept = [this](NodeId id) { return keep_.verdicts[id].kept; };
    if (!found.node || !kept(*found.node) || !std::ranges::all_of(found.links, kept)) return {};
    return found.node;
  }

  const FileTree& tree_;
  const KeepSet& keep_;
};

// Looks it up like execvp(3).
bool has_program(const KeptFiles& files, const std::string& program, const ImageConfig& config) {
  if (program.starts_with('/')) return files.has_program(program);
  if (program.find('/') != std::string::npos) {
    return files.has_program(config.working_dir + "/" + program);
  }
  std::string path = kDefaultPath;
  for (const std::string& variable : config.env) {
    if (variable.starts_with("PATH=")) path = variable.substr(5);
  }
  std::istringstream directories(path);
  for (std::string directory; std::getline(directories, directory, ':');) {
    if (files.has_program(directory + "/" + program)) return true;
  }
  return false;
}

}  // namespace

void check_removals(const ImageConfig& source, const oci::ConfigEdits& edits) {
  if (!edits.empty()) oci::edit_config(source.json, edits);
}

void check_edits(const ImageConfig& source, const oci::ConfigEdits& edits, const FileTree& tree,
                 const KeepSet& keep) {
  if (edits.empty()) return;
  const ImageConfig config = oci::parse_config(oci::edit_config(source.json, edits));
  const KeptFiles files(tree, keep);
  if (edits.working_dir && !files.has_directory(config.working_dir)) {
    throw Error("--new-workdir: the new image has no directory " + config.working_dir,
                "if the original has it, keep it with --include-path " + config.working_dir);
  }
  // An unchanged entrypoint was recorded, whatever its new arguments.
  if (!edits.entrypoint && (!edits.cmd || !config.entrypoint.empty())) return;
  const char* option = config.entrypoint.empty() ? "--new-cmd" : "--new-entrypoint";
  const std::vector<std::string>& words =
      config.entrypoint.empty() ? config.cmd : config.entrypoint;
  if (words.empty()) return;
  if (!has_program(files, words.front(), config)) {
    throw Error(std::string(option) + ": the new image has no program " + words.front(),
                "if the original has it, record a run of it with --entrypoint, or keep it with "
                "--include-bin");
  }
}

}  // namespace whittle::write
