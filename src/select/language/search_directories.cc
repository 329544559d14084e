#include "select/language/search_directories.h"

#include <algorithm>
#include <set>

#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "text/split.h"

namespace whittle::select {
namespace {

// "3.1.0", "5.36".
bool is_version(std::string_view name) {
  return name.find('.') != std::string_view::npos &&
         name.find_first_not_of("0123456789.") == std::string_view::npos;
}
bool is_machine(std::string_view name) {
  return name.find("-linux") != std::string_view::npos;
}

bool is_ruby_library(const FileTree& tree, NodeId id) {
  const std::string& name = tree.node(id).name;
  const std::string& parent = tree.node(tree.node(id).parent).name;
  const bool holder = parent == "ruby" || parent == "vendor_ruby" || parent == "site_ruby";
  return ((name == "vendor_ruby" || name == "site_ruby") && parent == "ruby") ||
         (holder && is_version(name)) || (is_version(parent) && is_machine(name));
}

// GEMS/gems/NAME-VERSION/lib beside GEMS/specifications, GEMS/extensions/MACHINE/ABI/NAME-VERSION;
// and lib/NAME if the gem uses that as its load path (concurrent-ruby) and it is not the directory
// of lib/NAME.rb.
bool is_gem_library(const FileTree& tree, NodeId id) {
  NodeId library = id;
  const NodeId around = tree.node(id).parent;
  if (tree.node(around).name == "lib" &&
      tree.node(tree.node(around).parent).name.starts_with(tree.node(id).name + "-") &&
      !tree.node(around).children.contains(tree.node(id).name + ".rb")) {
    library = around;
  }
  const NodeId gem = tree.node(library).parent;
  const NodeId holder = tree.node(gem).parent;
  if (tree.node(library).name == "lib" && tree.node(holder).name == "gems") {
    return tree.node(tree.node(holder).parent).children.contains("specifications");
  }
  return is_version(tree.node(gem).name) && is_machine(tree.node(holder).name) &&
         tree.node(tree.node(holder).parent).name == "extensions";
}

bool is_perl_library(const FileTree& tree, NodeId id) {
  const std::string& name = tree.node(id).name;
  const std::string& parent = tree.node(tree.node(id).parent).name;
  const bool holder = parent == "perl" || parent == "perl5" || parent == "site_perl" ||
                      parent == "vendor_perl" || parent == "core_perl";
  return name == "perl5" || name == "perl-base" || name == "site_perl" || name == "vendor_perl" ||
         name == "core_perl" || (holder && is_version(name)) ||
         (is_version(parent) && is_machine(name));
}

int place_in_inc(const FileTree& tree, NodeId library) {
  const std::string& name = tree.node(library).name;
  if (name == "perl-base") return 1;
  return name == "core_perl" || tree.node(tree.node(library).parent).name == "perl" ? 2 : 0;
}

bool is_lua_library(const FileTree& tree, NodeId id) {
  const std::string& name = tree.node(id).name;
  return name == "lualib" || (is_version(name) && tree.node(tree.node(id).parent).name == "lua");
}

// "5.3" of lua5.3, liblua5.3.so.0; LuaJIT is 5.1.
std::set<std::string> lua_versions(const FileTree& tree, const Marker& marker) {
  std::set<std::string> versions;
  for (NodeId id = 1; id < tree.size(); ++id) {
    std::string_view name = tree.node(id).name;
    if (name.starts_with("lib")) name.remove_prefix(3);
    if (!name.starts_with("lua") || tree.metadata(id).type == FileType::directory) continue;
    if (!marker.kept(id)) continue;
    if (name.starts_with("luajit")) versions.insert("5.1");
    if (name.starts_with("lua5.") && name.size() > 5) versions.emplace(name.substr(3, 3));
  }
  return versions;
}

// "/srv/lib/?.lua;./?.lua;;" to "/srv/lib:.".
std::string directories_of_templates(const std::string& templates) {
  std::string directories;
  for (const std::string& item : text::split(templates, ";")) {
    const std::size_t name = item.find("/?");
    if (name != std::string::npos && item.starts_with('/')) {
      directories += item.substr(0, name) + ":";
    }
  }
  return directories;
}

void find_use(SearchDirectories& search, const FileTree& tree, const Marker& marker) {
  std::set<NodeId> inside(search.directories.begin(), search.directories.end());
  for (NodeId id = 1; id < tree.size(); ++id) {
    if (!inside.contains(tree.node(id).parent) && !inside.contains(id)) continue;
    if (tree.metadata(id).type == FileType::directory) {
      inside.insert(id);
    } else if (marker.kept(id)) {
      search.in_use = true;
      return;
    }
  }
}

SearchDirectories search_directories(const FileTree& tree, const Marker& marker,
                                     const std::string& more,
                                     bool (*counts)(const FileTree&, NodeId)) {
  SearchDirectories search;
  for (const std::string& path : text::split(more, ":")) {
    if (const auto directory = directory_at(tree, path)) search.directories.push_back(*directory);
  }
  for (NodeId id = 1; id < tree.size(); ++id) {
    if (tree.metadata(id).type == FileType::directory && counts(tree, id)) {
      search.directories.push_back(id);
    }
  }
  find_use(search, tree, marker);
  return search;
}

}  // namespace

std::optional<std::string> SearchDirectories::find(const FileTree& tree,
                                                   std::string_view name) const {
  for (const NodeId directory : directories) {
    // Checking the first name alone avoids building most paths.
    const std::string_view first = name.substr(0, name.find('/'));
    if (!tree.node(directory).children.contains(first)) continue;
    std::string path = joined(tree.path(directory), name);
    if (is_file(tree, path)) return path;
  }
  return std::nullopt;
}

std::optional<NodeId> SearchDirectories::around(const FileTree& tree, NodeId node) const {
  for (NodeId at = tree.node(node).parent; at != FileTree::kRoot; at = tree.node(at).parent) {
    if (std::find(directories.begin(), directories.end(), at) != directories.end()) return at;
  }
  return std::nullopt;
}

SearchDirectories ruby_directories(const FileTree& tree, const Marker& marker,
                                   const ImageConfig& config) {
  return search_directories(tree, marker, environment_value(config, "RUBYLIB"),
                            [](const FileTree& all, NodeId id) {
                              return is_ruby_library(all, id) || is_gem_library(all, id);
                            });
}

// In the order of @INC, because the first directory that has a module wins: installed libraries,
// Debian's perl-base, Perl's own.
SearchDirectories perl_directories(const FileTree& tree, const Marker& marker,
                                   const ImageConfig& config) {
  SearchDirectories search =
      search_directories(tree, marker, environment_value(config, "PERL5LIB"), is_perl_library);
  std::stable_sort(search.directories.begin(), search.directories.end(),
                   [&tree](NodeId left, NodeId right) {
                     return place_in_inc(tree, left) < place_in_inc(tree, right);
                   });
  return search;
}

SearchDirectories lua_directories(const FileTree& tree, const Marker& marker,
                                  const ImageConfig& config) {
  SearchDirectories search =
      search_directories(tree, marker,
                         directories_of_templates(environment_value(config, "LUA_PATH") + ";" +
                                                  environment_value(config, "LUA_CPATH")),
                         is_lua_library);
  const std::set<std::string> versions = lua_versions(tree, marker);
  std::erase_if(search.directories, [&](NodeId directory) {
    const std::string& name = tree.node(directory).name;
    return !versions.empty() && is_lua_library(tree, directory) && is_version(name) &&
           !versions.contains(name);
  });
  return search;
}

}  // namespace whittle::select
