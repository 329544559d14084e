#include <algorithm>
#include <array>
#include <set>

#include "select/closure/budget.h"
#include "select/language/tree_lookup.h"
#include "select/rules/rules.h"
#include "select/used_in_recording.h"
#include "text/names.h"
#include "text/pattern.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

constexpr std::size_t kMaxIncluding = std::size_t{256} << 10;
constexpr std::int64_t kSmall = std::int64_t{64} << 10;

// Words that come before the names of other files to read; any word that begins with "include" is
// one too: Include, IncludeOptional, !include_try, @includedir, $IncludeConfig, include_dir, ...
constexpr std::array<std::string_view, 9> kDirectives = {"substack", "files",     "cfg_file",
                                                         "cfg_dir",  "confdir",   "sourcedir",
                                                         "file",     "conf-file", "conf-dir"};

// Where a server looks for relative names, besides the directory of the including file.
struct Root {
  std::string_view files;  // pattern (text/pattern.h) of the including files
  std::string_view directory;
};
constexpr Root kRoots[] = {
    {"/etc/nginx/**", "/etc/nginx"},
    {"/usr/local/nginx/conf/**", "/usr/local/nginx/conf"},
    {"/usr/local/openresty/nginx/conf/**", "/usr/local/openresty/nginx/conf"},
    {"/etc/apache2/**", "/etc/apache2"},
    {"/etc/httpd/**", "/etc/httpd"},
    {"/usr/local/apache2/conf/**", "/usr/local/apache2"},
    {"/etc/ssh/**", "/etc/ssh"},
    {"/etc/bind/**", "/var/cache/bind"},
    {"/etc/named*", "/var/named"},
};

bool is_configuration_file(std::string_view path) {
  return path.starts_with("/etc/") || path.starts_with("/usr/local/etc/") ||
         path.ends_with(".conf") || path.ends_with(".cnf") || path.ends_with(".ini") ||
         path.ends_with(".cfg");
}

bool is_directive(std::string word) {
  while (!word.empty() && std::string_view("#@!$.%<").find(word.front()) != std::string::npos)
    word.erase(0, 1);
  std::ranges::transform(word, word.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return word.starts_with("include") || text::is_one_of(kDirectives, word);
}

// A comment, but not "#include" of sudoers.
bool is_comment(const std::string& line, std::size_t at) {
  return (line[at] == '#' && !std::string_view(line).substr(at).starts_with("#include")) ||
         line[at] == ';';
}

// What the include directives of a configuration file name, as it is written.
std::vector<std::string> included_names(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string& line : text::split(text, "\n")) {
    const std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || is_comment(line, at)) continue;
    bool follows = false;
    for (const std::string& word : text::split(line.substr(at), " \t\r=\"';,(){}>")) {
      if (follows) names.push_back(word);
      follows = follows || is_directive(word);
    }
  }
  return names;
}

// The files of a postfix table such as hash:/etc/aliases are compiled into others beside it.
std::vector<std::string> table_files(std::string_view text) {
  constexpr std::array<std::string_view, 6> kCompiled = {"",     ".db",  ".lmdb",
                                                         ".cdb", ".pag", ".dir"};
  std::vector<std::string> paths;
  for (const std::string& word : text::split(text, " \t\r\n,=")) {
    const std::size_t colon = word.find(":/");
    if (colon == std::string::npos || colon == 0 || word.starts_with('#')) continue;
    for (const std::string_view ending : kCompiled) {
      paths.push_back(word.substr(colon + 1) + std::string(ending));
    }
  }
  return paths;
}

std::vector<std::string> base_directories(const std::string& path) {
  std::vector<std::string> bases = {parent_path(path)};
  for (const auto& [files, directory] : kRoots) {
    if (text::Pattern(std::string(files)).matches(path)) {
      bases.emplace_back(directory);
    }
  }
  return bases;
}

// The files that match; of a directory, those in it.
std::vector<tree::GlobMatch> files_at(const FileTree& tree, const std::string& pattern) {
  std::vector<tree::GlobMatch> files;
  for (const tree::GlobMatch& match : tree::glob(tree, text::normal_path(pattern))) {
    const auto end = tree.resolve(match.path, FollowLast::yes).node;
    if (!end) continue;
    if (tree.metadata(*end).type == FileType::regular) files.push_back(match);
    if (tree.metadata(*end).type != FileType::directory) continue;
    for (const auto& [name, child] : tree.node(*end).children) {
      const bool file = tree.metadata(child).type == FileType::regular ||
                        tree.metadata(child).type == FileType::symlink;
      if (file) files.push_back({match.path + "/" + name, child});
    }
  }
  return files;
}

void keep_beside(RuleContext& context, const KeptNode& node) {
  const FileTree& tree = context.tree;
  const NodeId directory = tree.node(node.id).parent;
  const std::string path = tree.path(directory);
  if (!text::is_below(path, "/etc") || path == "/etc") return;
  if (!used_in_recording(context, node.path)) return;
  if (!context.evidence.first_time("beside " + path)) return;
  std::vector<tree::GlobMatch> files;
  for (const auto& [name, child] : tree.node(directory).children) {
    const FileMetadata& metadata = tree.metadata(child);
    if (metadata.type == FileType::regular && metadata.size <= kSmall &&
        context.packages.owner(child) == nullptr &&
        context.languages.origins.is_above_base(child)) {
      files.push_back({path + "/" + name, child});
    }
  }
  keep_within_budget(context, files, "the files beside " + node.path,
                     {"included-configuration", "no package's, beside a used file", node.path},
                     path);
}

}  // namespace

// PAM, nginx, Apache, supervisord, dovecot, sudoers, logrotate, ssh, MariaDB, ld.so and many others
// have a directive with such a word. A name that is none matches no file.
void included_configuration(RuleContext& context, const KeptNode& node) {
  if (node.type != FileType::regular || !is_configuration_file(node.path)) return;
  if (context.evidence.kind_of(node) == Evidence::Kind::binary) return;
  if (context.tree.metadata(node.id).size > static_cast<std::int64_t>(kMaxIncluding)) return;
  keep_beside(context, node);
  const std::string text = context.contents.head(node.id, kMaxIncluding);
  std::vector<std::string> patterns;
  for (const std::string& name : included_names(text)) {
    if (name.starts_with('/')) {
      patterns.push_back(name);
      continue;
    }
    for (const std::string& base : base_directories(node.path)) {
      patterns.push_back(joined(base, name));
    }
  }
  if (text::is_below(node.path, "/etc/postfix")) {
    for (std::string& path : table_files(text)) patterns.push_back(std::move(path));
  }
  if (node.path.ends_with("/php.ini")) {
    patterns.push_back(parent_path(node.path) + "/conf.d/*.ini");
  }
  for (const std::string& pattern : patterns) {
    if (text::normal_path(pattern) == "/") continue;
    keep_within_budget(context, files_at(context.tree, pattern), "what " + node.path + " includes",
                       {"included-configuration", "includes " + pattern, node.path}, pattern);
  }
}

}  // namespace whittle::select::rules
