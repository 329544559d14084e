// Where libraries and programs find their plugins: by looking into a directory of their own, or by
// a configuration that names them. Two tables (plugins.cc).
#pragma once

#include <span>
#include <string_view>

namespace whittle::select {

struct PluginDirectory {
  std::string_view of;    // a kept ELF file whose name starts so
  std::string_view what;  // "ImageMagick coder"
  // Patterns as in glob.h; "{dir}" is the directory of the kept file. Directories with all below.
  std::span<const std::string_view> paths;
  // A smaller set, for when the one above is beyond the budget.
  std::span<const std::string_view> smaller = {};
  // Where not empty, an ELF file whose name starts with one of these has to be kept too: those that
  // ask `of` for plugins.
  std::span<const std::string_view> users = {};
  // Names of plugins that most users know, without suffix: where not all fit, these come first.
  std::span<const std::string_view> common = {};
};

struct ConfiguredPlugins {
  std::string_view configuration;  // pattern (pattern.h) of the files that name them
  std::string_view suffix;         // of a plugin's file where the name has none: ".so"
  std::span<const std::string_view> directories;  // patterns as in glob.h
  // What of its kind was not used is switched off (mods-available), or is read later (PAM: with the
  // first user of a service).
  enum class Applies { when_used, when_kept } applies = Applies::when_used;
};

std::span<const PluginDirectory> plugin_directories();
std::span<const ConfiguredPlugins> configured_plugins();

}  // namespace whittle::select
