// Where libraries and programs find their plugins: in a plugin directory, or by names in a
// configuration file. Two tables (plugins.cc).
#pragma once

#include <span>
#include <string_view>

namespace whittle::select {

struct PluginDirectory {
  std::string_view of;    // name prefix of the ELF file that loads them, once it is kept
  std::string_view what;  // "ImageMagick coder"
  // Patterns as in tree/glob.h; "{dir}" is the directory of the ELF file. Directories with
  // everything below.
  std::span<const std::string_view> paths;
  // A smaller set, if `paths` exceeds the budget.
  std::span<const std::string_view> smaller = {};
  // If not empty, an ELF file with one of these name prefixes must be kept too: the users of `of`
  // that make it load plugins.
  std::span<const std::string_view> users = {};
  // The most used plugins, by name without suffix: if not all fit the budget, these come first.
  std::span<const std::string_view> common = {};
};

struct ConfiguredPlugins {
  std::string_view configuration;  // pattern (text/pattern.h) of the files that name plugins
  std::string_view suffix;         // added to names that have none: ".so"
  std::span<const std::string_view> directories;  // patterns as in tree/glob.h
  // when_used: a file that no run used is switched off (mods-available). when_kept: it may be read
  // later (PAM: at the first login through a service).
  enum class Applies { when_used, when_kept } applies = Applies::when_used;
};

std::span<const PluginDirectory> plugin_directories();
std::span<const ConfiguredPlugins> configured_plugins();

}  // namespace whittle::select
