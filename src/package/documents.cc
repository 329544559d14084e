#include "package/documents.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace whittle::package {
namespace {

constexpr const char* kDirectories[] = {
    "/usr/share/doc",      "/usr/share/man",       "/usr/share/info",
    "/usr/share/licenses", "/usr/share/doc-base",  "/usr/share/lintian",
    "/usr/share/bug",      "/usr/local/share/man", "/usr/local/share/doc",
};

constexpr std::string_view kBeginnings[] = {"readme",    "license",     "licence", "copying",
                                            "copyright", "notice",      "change",  "history",
                                            "authors",   "contributing"};

bool is_document_name(const std::string& name) {
  std::string lower;
  for (const char letter : name) {
    lower += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  // change.js and history.py are code.
  const std::size_t dot = lower.rfind('.');
  const std::string suffix = dot == lower.npos ? "" : lower.substr(dot);
  const bool is_text = suffix.empty() || suffix == ".md" || suffix == ".txt" || suffix == ".rst" ||
                       suffix == ".markdown" || suffix == ".rdoc" || suffix == ".html";
  return is_text && std::any_of(std::begin(kBeginnings), std::end(kBeginnings),
                                [&](std::string_view begin) { return lower.starts_with(begin); });
}

}  // namespace

Documents::Documents(const FileTree& tree) : tree_(tree), below_(tree.size()) {
  for (const char* path : kDirectories) {
    const auto node = tree.resolve(path, FollowLast::yes).node;
    if (node && *node != FileTree::kRoot) below_[*node] = true;
  }
  // Parents come before their children.
  for (NodeId id = 1; id < tree.size(); ++id) {
    if (below_[tree.node(id).parent]) below_[id] = true;
  }
}

bool Documents::contain(NodeId id, PackageManager manager) const {
  if (below_[id]) return true;
  return manager > PackageManager::rpm && is_document_name(tree_.node(id).name);
}

}  // namespace whittle::package
