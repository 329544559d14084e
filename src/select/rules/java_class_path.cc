#include <algorithm>

#include "select/closure/budget.h"
#include "select/language/tree_lookup.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

std::string absolute(const RuleContext& context, const std::string& path) {
  return path.starts_with('/') ? path : joined(context.config.working_dir + "/", path);
}

void keep_jars(RuleContext& context, const std::string& directory, const Reason& reason) {
  const std::optional<NodeId> node = directory_at(context.tree, directory);
  if (!node) return;
  std::vector<NodeId> jars;
  for (const auto& [name, child] : context.tree.node(*node).children) {
    if (name.ends_with(".jar") || name.ends_with(".JAR")) jars.push_back(child);
  }
  mark_within_budget(context, jars, reason, {"--app-budget", context.options.app_budget});
}

void keep_classes(RuleContext& context, NodeId directory, const Reason& reason) {
  std::vector<NodeId> files;
  std::vector<NodeId> waiting = {directory};
  while (!waiting.empty()) {
    const NodeId current = waiting.back();
    waiting.pop_back();
    for (const auto& [name, child] : context.tree.node(current).children) {
      const bool inner = context.tree.metadata(child).type == FileType::directory;
      (inner ? waiting : files).push_back(child);
    }
  }
  std::sort(files.begin(), files.end());
  mark_within_budget(context, files, reason, {"--app-budget", context.options.app_budget});
}

// A jar, a directory of classes, or DIRECTORY/* for all jars in it.
void keep_entry(RuleContext& context, const std::string& entry, const std::string& option) {
  const Reason reason = {"java-class-path", option + " " + entry, ""};
  const std::string path = absolute(context, entry);
  if (path.ends_with("/*")) {
    return keep_jars(context, path.substr(0, path.size() - 2), reason);
  }
  const std::optional<NodeId> directory = directory_at(context.tree, path);
  if (directory && *directory != FileTree::kRoot) {
    keep_classes(context, *directory, reason);
  } else if (is_file(context.tree, path)) {
    context.marker.mark_path(path, reason);
  }
}

void keep_class_path(RuleContext& context, const std::string& text, const std::string& option) {
  for (const std::string& entry : text::split(text, ":")) keep_entry(context, entry, option);
}

// The Class-Path of a jar's manifest mostly names files in a lib directory beside it.
void keep_jar(RuleContext& context, const std::string& jar) {
  keep_entry(context, jar, "java -jar");
  const std::string directory = parent_path(absolute(context, jar));
  for (const char* library : {"lib", "libs", "dependency", "dependencies"}) {
    keep_jars(context, joined(directory, library), {"java-class-path", "java -jar " + jar, ""});
  }
}

void follow(RuleContext& context, const std::vector<std::string>& arguments) {
  for (std::size_t index = 1; index + 1 < arguments.size(); ++index) {
    const std::string& word = arguments[index];
    if (word == "-cp" || word == "-classpath" || word == "--class-path") {
      keep_class_path(context, arguments[++index], "java " + word);
    } else if (word == "-jar") {
      return keep_jar(context, arguments[index + 1]);
    } else if (!word.starts_with('-')) {
      return;  // the main class: what follows are the application's arguments
    }
  }
}

}  // namespace

// Java opens a jar only when a class is not in the jars before it, so a recording may not show it.
void java_class_path(RuleContext& context) {
  bool any = false;
  for (const ProcessRecord& process : context.trace.processes) {
    if (base_name(process.executable) != "java") continue;
    any = true;
    follow(context, process.arguments);
  }
  if (any) {
    keep_class_path(context, environment_value(context.config, "CLASSPATH"), "CLASSPATH");
  }
}

}  // namespace whittle::select::rules
