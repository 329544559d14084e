#include <algorithm>

#include "select/closure/allowance.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

std::string absolute(const Selection& selection, const std::string& path) {
  return path.starts_with('/') ? path : joined(selection.config.working_dir + "/", path);
}

void keep_jars(Selection& selection, const std::string& directory, const Reason& reason) {
  const std::optional<NodeId> node = directory_at(selection.tree, directory);
  if (!node) return;
  std::vector<NodeId> jars;
  for (const auto& [name, child] : selection.tree.node(*node).children) {
    if (name.ends_with(".jar") || name.ends_with(".JAR")) jars.push_back(child);
  }
  mark_within(selection, jars, reason, {"--app-budget", selection.options.app_budget});
}

void keep_classes(Selection& selection, NodeId directory, const Reason& reason) {
  std::vector<NodeId> files;
  std::vector<NodeId> waiting = {directory};
  while (!waiting.empty()) {
    const NodeId current = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : selection.tree.node(current).children) {
      const bool inner = selection.tree.metadata(child).type == FileType::directory;
      (inner ? waiting : files).push_back(child);
    }
  }
  std::sort(files.begin(), files.end());
  mark_within(selection, files, reason, {"--app-budget", selection.options.app_budget});
}

// A jar, a directory of classes, or DIRECTORY/* for all jars in it.
void keep_entry(Selection& selection, const std::string& entry, const std::string& option) {
  const Reason reason = {"java-class-path", option + " " + entry, ""};
  const std::string path = absolute(selection, entry);
  if (path.ends_with("/*")) {
    return keep_jars(selection, path.substr(0, path.size() - 2), reason);
  }
  const std::optional<NodeId> directory = directory_at(selection.tree, path);
  if (directory && *directory != FileTree::kRoot) {
    keep_classes(selection, *directory, reason);
  } else if (is_file(selection.tree, path)) {
    selection.marker.mark_path(path, reason);
  }
}

void keep_class_path(Selection& selection, const std::string& text, const std::string& option) {
  for (const std::string& entry : text::split(text, ":")) keep_entry(selection, entry, option);
}

// Its manifest's Class-Path mostly names what lies in lib beside it.
void keep_jar(Selection& selection, const std::string& jar) {
  keep_entry(selection, jar, "java -jar");
  const std::string directory = parent_path(absolute(selection, jar));
  for (const char* library : {"lib", "libs", "dependency", "dependencies"}) {
    keep_jars(selection, joined(directory, library), {"java-class-path", "java -jar " + jar, ""});
  }
}

void follow(Selection& selection, const std::vector<std::string>& arguments) {
  for (std::size_t index = 1; index + 1 < arguments.size(); ++index) {
    const std::string& word = arguments[index];
    if (word == "-cp" || word == "-classpath" || word == "--class-path") {
      keep_class_path(selection, arguments[++index], "java " + word);
    } else if (word == "-jar") {
      return keep_jar(selection, arguments[index + 1]);
    } else if (!word.starts_with('-')) {
      return;  // the main class: what follows are the application's arguments
    }
  }
}

}  // namespace

// A jar is opened when a class is first looked for behind those before it.
void java_class_path(Selection& selection) {
  bool any = false;
  for (const ProcessRecord& process : selection.trace.processes) {
    if (base_name(process.executable) != "java") continue;
    any = true;
    follow(selection, process.arguments);
  }
  if (any) {
    keep_class_path(selection, environment_value(selection.config, "CLASSPATH"), "CLASSPATH");
  }
}

}  // namespace whittle::select::rules
