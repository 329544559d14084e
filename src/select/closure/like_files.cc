#include "select/closure/like_files.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "select/closure/data_sets.h"
#include "select/closure/plugins.h"
#include "select/language/tree_lookup.h"
#include "select/used_in_recording.h"
#include "text/names.h"
#include "text/pattern.h"
#include "text/split.h"

namespace whittle::select {
namespace {

// One opened file may be the only one that a program ever needs.
constexpr std::size_t kLeastOpened = 2;
// "ebin", "lib/x86_64": directories between a sibling and its files.
constexpr int kDeepest = 2;
constexpr std::size_t kLongestSuffix = 12;

// Configuration, state and caches; documentation; what the loader or PATH finds.
constexpr std::array<std::string_view, 17> kOutside = {"/bin",
                                                       "/boot",
                                                       "/dev",
                                                       "/etc",
                                                       "/proc",
                                                       "/run",
                                                       "/sbin",
                                                       "/sys",
                                                       "/tmp",
                                                       "/usr/share/doc",
                                                       "/usr/share/man",
                                                       "/usr/src",
                                                       "/usr/share/info",
                                                       "/usr/include",
                                                       "/var",
                                                       "/usr/share/help",
                                                       "/usr/share/gtk-doc"};
// A directory of one of these names anywhere on the way: of languages that have a reader, of
// programs, and of what is not for run time.
constexpr std::array<std::string_view, 22> kOtherRules = {
    "bin",  "sbin",  "doc",       "docs",       "man",           "help",
    "html", "tests", "include",   "locale",     "node_modules",  "site-packages",
    "gems", "perl",  "perl-base", "perl5",      "dist-packages", "ruby",
    "php",  "jvm",   "site_perl", "__pycache__"};
// Of files that a reader follows, that are for people, or that only builds need.
constexpr std::array<std::string_view, 36> kOtherSuffixes = {
    ".py",   ".pyc", ".pyi", ".js",  ".mjs",  ".cjs", ".ts",  ".map",  ".json",
    ".node", ".rb",  ".pl",  ".pm",  ".al",   ".ix",  ".php", ".jar",  ".class",
    ".java", ".txt", ".md",  ".rst", ".html", ".pdf", ".gz",  ".1",    ".h",
    ".c",    ".a",   ".la",  ".o",   ".pc",   ".log", ".pid", ".conf", ".mo"};
// Not the place of one program or package.
constexpr std::array<std::string_view, 10> kSharedPlaces = {
    "/usr/lib",         "/usr/lib64",       "/usr/share", "/usr/libexec", "/usr/local/lib",
    "/usr/local/lib64", "/usr/local/share", "/usr/local", "/lib",         "/lib64"};

bool is_shared_place(std::string_view path) {
  return std::count(path.begin(), path.end(), '/') < 2 || text::is_one_of(kSharedPlaces, path) ||
         path.ends_with("-linux-gnu") || path.ends_with("-linux-musl");
}

// What the tables of data sets and plugins name: they know the whole set.
std::set<NodeId> places_in_tables(const RuleContext& context) {
  std::set<NodeId> places;
  const auto add = [&](std::string_view pattern) {
    for (const tree::GlobMatch& match : tree::glob(context.tree, text::normal_path(pattern))) {
      places.insert(match.node);
    }
  };
  for (const DataSet& set : data_sets()) {
    for (const std::string_view path : set.paths) add(path);
  }
  for (const ConfiguredPlugins& plugins : configured_plugins()) {
    for (const std::string_view path : plugins.directories) add(path);
  }
  constexpr std::string_view kHere = "{dir}";
  for (const PluginDirectory& plugins : plugin_directories()) {
    const std::optional<NodeId> owner = context.evidence.program(plugins.of);
    const std::string directory =
        owner ? context.tree.path(context.tree.node(*owner).parent) : std::string();
    for (const std::string_view path : plugins.paths) {
      if (!path.starts_with(kHere)) {
        add(path);
      } else if (owner) {
        add(directory + std::string(path.substr(kHere.size())));
      }
    }
  }
  return places;
}

class OpenedSearch {
 public:
  explicit OpenedSearch(RuleContext& context)
      : context_(context), tree_(context.tree), tables_(places_in_tables(context)) {}

  bool counts(NodeId directory) {
    const auto [place, is_new] = directories_.try_emplace(directory, false);
    if (!is_new) return place->second;
    bool in_table = false;
    for (NodeId at = directory; at != FileTree::kRoot; at = tree_.node(at).parent) {
      in_table = in_table || tables_.contains(at);
    }
    place->second = !in_table && can_be_like_files(tree_.path(directory));
    return place->second;
  }

  OpenedFiles find() {
    OpenedFiles opened;
    for (const auto& [path, use] : context_.trace.files) {
      if (!use.uses.contains(Use::open) && !use.uses.contains(Use::exec)) continue;
      if (like_suffix(base_name(path)).empty() || !used_in_recording(context_, path)) continue;
      const std::optional<NodeId> node = tree_.resolve(path, FollowLast::yes).node;
      if (!node || tree_.metadata(*node).type != FileType::regular) continue;
      const std::string suffix = like_suffix(tree_.node(*node).name);
      const NodeId directory = tree_.node(*node).parent;
      if (suffix.empty() || tables_.contains(*node) || !counts(directory)) continue;
      if (context_.languages.origins.is_application(*node)) continue;
      opened[{directory, suffix}].try_emplace(*node, use.users.empty() ? "" : *use.users.begin());
    }
    return opened;
  }

 private:
  RuleContext& context_;
  const FileTree& tree_;
  std::set<NodeId> tables_;
  std::map<NodeId, bool> directories_;  // whether files in them can be like files
};

class LikeSearch {
 public:
  explicit LikeSearch(RuleContext& context)
      : context_(context), tree_(context.tree), places_(context), opened_(places_.find()) {}

  std::vector<LikeFiles> find() {
    std::vector<LikeFiles> sets;
    for (const auto& [key, opened] : opened_) {
      if (opened.size() < kLeastOpened) continue;
      judged_.insert(key);
      LikeFiles set = {tree_.path(key.first), key.second, "", 0, 0, {}};
      add_directory(key.first, set);
      if (!set.others.empty()) sets.push_back(std::move(set));
    }
    for (const auto& [family, members] : families()) {
      if (members.size() >= kLeastOpened) add_family(family, sets);
    }
    return sets;
  }

 private:
  using Key = std::pair<NodeId, std::string>;  // directory, suffix
  struct Family {
    NodeId above = 0;   // contains the siblings
    std::string below;  // "ebin"; empty: the files are in the siblings themselves
    std::string suffix;
    auto operator<=>(const Family&) const = default;
  };

  // Which sibling directories of each family have an opened file.
  std::map<Family, std::set<NodeId>> families() const {
    std::map<Family, std::set<NodeId>> families;
    for (const auto& [key, opened] : opened_) {
      std::string below;
      NodeId sibling = key.first;
      for (int depth = 0; depth <= kDeepest && sibling != FileTree::kRoot; ++depth) {
        const NodeId above = tree_.node(sibling).parent;
        if (is_shared_place(tree_.path(above))) break;
        families[{above, below, key.second}].insert(sibling);
        below = tree_.node(sibling).name + (below.empty() ? "" : "/") + below;
        sibling = above;
      }
    }
    return families;
  }

  void add_family(const Family& family, std::vector<LikeFiles>& sets) {
    LikeFiles set = {tree_.path(family.above), family.suffix, "", 0, 0, {}};
    std::vector<NodeId> directories;
    for (const auto& [name, sibling] : tree_.node(family.above).children) {
      std::optional<NodeId> at = sibling;
      for (const std::string& part : text::split(family.below, "/")) {
        const auto& children = tree_.node(*at).children;
        const auto child = children.find(part);
        at = child == children.end() ? std::nullopt : std::optional(child->second);
        if (!at) break;
      }
      if (at && tree_.metadata(*at).type == FileType::directory) directories.push_back(*at);
    }
    for (const NodeId directory : directories) {
      const bool is_judged = !judged_.insert({directory, family.suffix}).second;
      if (places_.counts(directory)) add_directory(directory, set, is_judged);
    }
    if (!set.others.empty()) sets.push_back(std::move(set));
  }

  void add_directory(NodeId directory, LikeFiles& set, bool only_count = false) {
    const auto opened = opened_.find({directory, set.suffix});
    for (const auto& [name, child] : tree_.node(directory).children) {
      if (!name.ends_with(set.suffix) || like_suffix(name) != set.suffix) continue;
      const std::string path = tree_.path(child);
      const std::optional<NodeId> end = tree_.resolve(path, FollowLast::yes).node;
      if (!end || tree_.metadata(*end).type != FileType::regular) continue;
      ++set.all;
      if (opened != opened_.end() && opened->second.contains(*end)) {
        ++set.opened;
        if (set.user.empty()) set.user = opened->second.at(*end);
      } else if (!only_count && !context_.languages.origins.is_application(child)) {
        set.others.push_back({path, child});
      }
    }
  }

  RuleContext& context_;
  const FileTree& tree_;
  OpenedSearch places_;
  OpenedFiles opened_;
  std::set<Key> judged_;
};

}  // namespace

std::string like_suffix(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kLongestSuffix) return "";
  const std::string_view suffix = name.substr(dot);
  const bool is_number = suffix.find_first_not_of(".0123456789") == std::string_view::npos;
  return is_number || text::is_one_of(kOtherSuffixes, suffix) ? "" : std::string(suffix);
}

bool can_be_like_files(std::string_view directory) {
  for (const std::string_view outside : kOutside) {
    if (text::is_below(directory, outside)) return false;
  }
  if (is_shared_place(directory)) return false;
  const std::vector<std::string> names = text::split(directory, "/");
  return std::none_of(names.begin(), names.end(), [](const std::string& name) {
    return text::is_one_of(kOtherRules, name) || name.starts_with("python3") ||
           name.starts_with("python2");
  });
}

OpenedFiles opened_like_files(RuleContext& context) {
  return OpenedSearch(context).find();
}

std::vector<LikeFiles> find_like_files(RuleContext& context) {
  return LikeSearch(context).find();
}

}  // namespace whittle::select
