#include "select/language/php_autoload.h"

#include <algorithm>

#include "select/language/tree_lookup.h"

namespace whittle::select {
namespace {

constexpr std::size_t kMaxMap = std::size_t{4} << 20;

// 'Monolog\\Handler\\' as PHP reads it.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\' && at + 1 < text.size()) ++at;
    result += text[at];
  }
  return result;
}

std::string as_path(std::string_view name) {
  std::string path(name);
  std::replace(path.begin(), path.end(), '\\', '/');
  return path;
}

}  // namespace

PhpAutoload::PhpAutoload(const FileTree& tree, const tree::Contents& contents,
                         const std::string& base)
    : tree_(tree), contents_(contents), base_(base) {
  prefixes_ = read("autoload_psr4.php");
  namespaces_ = read("autoload_namespaces.php");
  classes_ = read("autoload_classmap.php");
}

// 'KEY' => array($vendorDir . '/PATH', $baseDir . '/PATH'), or one path without array().
PhpAutoload::Map PhpAutoload::read(const std::string& file) const {
  Map map;
  const std::string path = base_ + "/vendor/composer/" + file;
  const std::optional<NodeId> node = tree_.resolve(path, FollowLast::yes).node;
  if (!node) return map;
  const std::string text = contents_.head(*node, kMaxMap);
  std::vector<std::string>* paths = nullptr;
  for (std::size_t at = 0; (at = text.find('\'', at)) != std::string::npos;) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] != '\'') end += text[end] == '\\' ? 2 : 1;
    if (end >= text.size()) break;
    const std::string value = unescaped(std::string_view(text).substr(at + 1, end - at - 1));
    const std::string_view before =
        std::string_view(text).substr(at > 14 ? at - 14 : 0, at > 14 ? 14 : at);
    if (before.ends_with("$vendorDir . ")) {
      if (paths != nullptr) paths->push_back(base_ + "/vendor" + value);
    } else if (before.ends_with("$baseDir . ")) {
      if (paths != nullptr) paths->push_back(base_ + value);
    } else {
      paths = &map[value];
    }
    at = end + 1;
  }
  return map;
}

std::vector<std::string> PhpAutoload::find(std::string_view name) const {
  std::vector<std::string> candidates;
  if (const auto known = classes_.find(name); known != classes_.end()) candidates = known->second;
  for (std::size_t end = name.find('\\'); end != name.npos; end = name.find('\\', end + 1)) {
    const std::string_view prefix = name.substr(0, end + 1);
    if (const auto entry = prefixes_.find(prefix); entry != prefixes_.end()) {
      for (const std::string& directory : entry->second) {
        candidates.push_back(joined(directory, as_path(name.substr(end + 1)) + ".php"));
      }
    }
    if (const auto entry = namespaces_.find(prefix); entry != namespaces_.end()) {
      for (const std::string& directory : entry->second) {
        candidates.push_back(joined(directory, as_path(name) + ".php"));
      }
    }
  }
  std::erase_if(candidates, [&](const std::string& path) { return !is_file(tree_, path); });
  return candidates;
}

}  // namespace whittle::select
