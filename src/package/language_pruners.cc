#include <nlohmann/json.hpp>

#include "package/pip_record.h"
#include "package/pruning.h"

namespace whittle::package {

// RECORD also lists itself and files without a hash. Lines of files that the original image did not
// have are removed, too.
void prune_pip(Pruning& pruning) {
  for (const Package& package : pruning.packages.packages) {
    if (package.manager != PackageManager::pip) continue;
    for (const NodeId record : package.records) {
      if (pruning.tree.node(record).name != "RECORD" || !pruning.kept(record)) continue;
      const std::optional<std::string> text = pruning.text(record);
      if (!text) continue;
      const NodeId site = pruning.tree.node(pruning.tree.node(record).parent).parent;
      std::string left;
      for (const RecordedFile& file :
           recorded_files(*text, pruning.tree.path(site), pruning.paths)) {
        if (pruning.kept(file.node)) left += file.line;
      }
      if (left != *text) pruning.replace(record, std::move(left));
    }
  }
}

// node_modules/.package-lock.json: {"packages": {"node_modules/x": ...}}, paths from the directory
// that contains node_modules.
void prune_npm(Pruning& pruning) {
  for (const PackageDatabase& database : pruning.packages.databases) {
    if (database.manager != PackageManager::npm) continue;
    if (!pruning.kept(database.node)) continue;
    const std::optional<std::string> text = pruning.text(database.node);
    if (!text) continue;
    auto lock = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!lock.is_object() || !lock.contains("packages") || !lock["packages"].is_object()) continue;
    const FileTree& tree = pruning.tree;
    const std::string home = tree.path(tree.node(tree.node(database.node).parent).parent);
    auto left = nlohmann::ordered_json::object();
    for (const auto& [path, value] : lock["packages"].items()) {
      if (pruning.kept(pruning.paths.find(home + "/" + path + "/package.json"))) left[path] = value;
    }
    if (left.size() == lock["packages"].size()) continue;
    lock["packages"] = std::move(left);
    using Handler = nlohmann::ordered_json::error_handler_t;
    pruning.replace(database.node, lock.dump(2, ' ', false, Handler::replace) + "\n");
  }
}

}  // namespace whittle::package
