#include "select/lookup/programs.h"

#include <array>

#include "text/names.h"
#include "text/split.h"

namespace whittle::select {
namespace {

// What Docker and the runtimes set if the image has no PATH.
constexpr std::string_view kDefaultPath =
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

constexpr std::array<std::string_view, 11> kShells = {"ash",  "bash",  "csh", "dash", "fish", "ksh",
                                                      "mksh", "rbash", "sh",  "tcsh", "zsh"};

bool is_program(const FileTree& tree, const std::string& path) {
  const std::optional<NodeId> node = tree.resolve(path, FollowLast::yes).node;
  return node && tree.metadata(*node).type == FileType::regular &&
         (tree.metadata(*node).mode & 0111) != 0;
}

}  // namespace

std::string environment_value(const ImageConfig& config, std::string_view name) {
  std::string value;
  for (const std::string_view variable : config.env) {
    if (variable.starts_with(name) && variable.substr(name.size()).starts_with('=')) {
      value = variable.substr(name.size() + 1);
    }
  }
  return value;
}

bool is_shell_name(std::string_view name) {
  return text::is_one_of(kShells, name);
}

bool is_shell(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return is_shell_name(name) || name == "busybox";
}

std::optional<std::string> find_program(const FileTree& tree, const ImageConfig& config,
                                        std::string_view name) {
  if (name.empty()) return std::nullopt;
  if (name.find('/') != std::string_view::npos) {
    std::string path(name);
    if (name.front() != '/') path = config.working_dir + "/" + path;
    return is_program(tree, path) ? std::optional(path) : std::nullopt;
  }
  std::string search_path = environment_value(config, "PATH");
  if (search_path.empty()) search_path = kDefaultPath;
  for (const std::string& directory : text::split(search_path, ":")) {
    std::string path = directory + "/" + std::string(name);
    if (is_program(tree, path)) return path;
  }
  return std::nullopt;
}

}  // namespace whittle::select
