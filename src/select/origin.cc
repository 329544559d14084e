#include "select/origin.h"

#include <algorithm>
#include <array>

#include "text/names.h"

namespace whittle::select {
namespace {

// hier(7), and directories of distributions that differ from it.
constexpr std::array<std::string_view, 25> kSystemDirectories = {
    "/bin",     "/boot",     "/dev",      "/etc",    "/gnu",       "/lib",     "/lib32",
    "/lib64",   "/libx32",   "/media",    "/mnt",    "/nix",       "/proc",    "/run",
    "/sbin",    "/snap",     "/sys",      "/tmp",    "/var/cache", "/var/lib", "/var/local",
    "/var/log", "/var/lock", "/var/mail", "/var/run"};
constexpr std::array<std::string_view, 14> kSystemPrograms = {
    "/usr/bin",       "/usr/sbin",        "/usr/lib",           "/usr/lib32", "/usr/lib64",
    "/usr/libx32",    "/usr/libexec",     "/usr/include",       "/usr/games", "/usr/local/include",
    "/usr/local/lib", "/usr/local/lib64", "/usr/local/libexec", "/var/spool"};
// Hold both the image author's programs and those of others.
constexpr std::array<std::string_view, 3> kMixedDirectories = {"/usr/local/bin", "/usr/local/sbin",
                                                               "/usr/local/etc"};
// Each directory in one of these may be an application.
constexpr std::array<std::string_view, 12> kContainers = {
    "/",    "/home", "/opt",     "/srv",           "/usr",     "/usr/local",
    "/var", "/root", "/usr/src", "/usr/local/src", "/var/www", "/var/opt"};
// A file directly in one of these does not make the directories beside it the application's.
constexpr std::array<std::string_view, 9> kShared = {
    "/", "/home", "/opt", "/usr", "/usr/local", "/usr/src", "/usr/local/src", "/var", "/var/opt"};
// Data of packages; the application's only if no package owns anything there.
constexpr std::array<std::string_view, 2> kDataDirectories = {"/usr/share", "/usr/local/share"};
// Names of directories that packages create for the user's web pages.
constexpr std::array<std::string_view, 5> kDocumentRoots = {"html", "htdocs", "www", "wwwroot",
                                                            "webapps"};
constexpr std::array<std::string_view, 3> kPackageDirectories = {"site-packages", "dist-packages",
                                                                 "node_modules"};

// Directories that tools fill with what they can fetch or make again.
constexpr std::array<std::string_view, 9> kCaches = {".npm",  ".cache",    "__pycache__",
                                                     ".yarn", "_cacache",  ".ccache",
                                                     ".nv",   ".node-gyp", ".pytest_cache"};

template <typename Names>
bool below_any(const Names& names, std::string_view path) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view directory) { return text::is_below(path, directory); });
}

bool is_system(std::string_view path) {
  return below_any(kSystemDirectories, path) || below_any(kSystemPrograms, path);
}

std::optional<std::uint32_t> layer_of_system(const FileTree& tree) {
  for (const char* path : {"/usr/lib/os-release", "/etc/os-release"}) {
    const std::vector<PathEvent> history = tree.history(path);
    if (!history.empty()) return history.front().layer;
    const std::optional<NodeId> node = tree.find(path);
    if (node) return tree.node(*node).layer;
  }
  return std::nullopt;
}

}  // namespace

Origins::Origins(const FileTree& tree, const PackageIndex& packages, const ImageConfig& config)
    : tree_(tree), packages_(packages), config_(config), base_layer_(layer_of_system(tree)) {
  std::uint32_t top = 0;
  for (NodeId id = 0; id < tree.size(); ++id) top = std::max(top, tree.node(id).layer);
  if (base_layer_ && *base_layer_ >= top) base_layer_.reset();  // a squashed image
}

bool Origins::in_cache(NodeId id) const {
  for (NodeId at = id; at != FileTree::kRoot; at = tree_.node(at).parent) {
    if (text::is_one_of(kCaches, tree_.node(at).name)) return true;
  }
  return false;
}

bool Origins::is_own(NodeId id) const {
  if (!is_above_base(id)) return false;
  const Package* owner = packages_.owner(id);
  // The application itself has a package.json too.
  return owner == nullptr || owner->manager == PackageManager::npm;
}

bool Origins::is_package_directory(NodeId directory) const {
  const Node& node = tree_.node(directory);
  if (text::is_one_of(kPackageDirectories, node.name)) return true;
  if (node.children.contains("pyvenv.cfg")) return true;
  if (node.name == "gems")
    return node.children.empty() || tree_.node(node.parent).children.contains("specifications");
  if (node.name != "vendor") return false;
  return node.children.contains("composer") || node.children.contains("autoload.php") ||
         node.children.contains("bundle");
}

bool Origins::in_package_directory(NodeId id) const {
  for (NodeId at = id; at != FileTree::kRoot; at = tree_.node(at).parent) {
    if (tree_.metadata(at).type == FileType::directory && is_package_directory(at)) return true;
  }
  return false;
}

bool Origins::is_application(NodeId id) const {
  if (!is_own(id) || in_package_directory(id) || in_cache(id)) return false;
  const std::string path = tree_.path(id);
  if (is_system(path)) return false;
  return !below_any(kDataDirectories, path) || application_root(id).has_value();
}

bool Origins::holds_owned_files(NodeId directory) const {
  std::vector<NodeId> waiting = {directory};
  while (!waiting.empty()) {
    const NodeId current = waiting.back();
    waiting.pop_back();
    if (packages_.owner(current) != nullptr) return true;
    for (const auto& [name, child] : tree_.node(current).children) waiting.push_back(child);
  }
  return false;
}

// A page of a package that the image replaced still counts as owned by that package; hence by
// directory name, not by owner.
std::optional<NodeId> Origins::document_root_around(NodeId directory) const {
  const std::string path = tree_.path(directory);
  if (is_system(path)) return std::nullopt;
  for (NodeId at = directory; at != FileTree::kRoot; at = tree_.node(at).parent) {
    if (text::is_one_of(kDocumentRoots, tree_.node(at).name)) return at;
  }
  return std::nullopt;
}

// Below /usr/share: a document root, or the topmost directory in which no package owns anything.
std::optional<NodeId> Origins::data_root_around(NodeId directory) const {
  if (const auto pages = document_root_around(directory)) return pages;
  // Without package databases no file would have an owner.
  if (packages_.packages.empty()) return std::nullopt;
  std::optional<NodeId> root;
  for (NodeId at = directory; !text::is_one_of(kDataDirectories, tree_.path(at));
       at = tree_.node(at).parent) {
    if (holds_owned_files(at)) break;
    root = at;
  }
  return root;
}

std::optional<NodeId> Origins::root_around(NodeId directory) const {
  const std::string path = tree_.path(directory);
  if (is_system(path) || below_any(kMixedDirectories, path) || text::is_one_of(kShared, path)) {
    return std::nullopt;
  }
  if (below_any(kDataDirectories, path)) return data_root_around(directory);
  NodeId root = directory;
  while (!text::is_one_of(kContainers, tree_.path(root))) {
    const NodeId parent = tree_.node(root).parent;
    if (text::is_one_of(kContainers, tree_.path(parent))) break;
    root = parent;
  }
  return root;
}

std::optional<NodeId> Origins::application_root(NodeId file) const {
  const bool own = is_own(file);
  const std::optional<NodeId> root =
      own ? root_around(tree_.node(file).parent) : document_root_around(tree_.node(file).parent);
  return root && !in_package_directory(file) && !in_cache(file) ? root : std::nullopt;
}

std::optional<NodeId> Origins::working_directory() const {
  if (config_.working_dir.empty()) return std::nullopt;
  const std::optional<NodeId> node = tree_.resolve(config_.working_dir, FollowLast::yes).node;
  if (!node || tree_.metadata(*node).type != FileType::directory) return std::nullopt;
  const std::optional<NodeId> root = root_around(*node);
  // /home or /opt as a whole is not an application.
  return root && !text::is_one_of(kContainers, tree_.path(*node)) ? root : std::nullopt;
}

}  // namespace whittle::select
