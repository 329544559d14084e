#include <algorithm>
#include <set>

#include "rehearse/runtimes/kept_files.h"
#include "select/exclusions.h"
#include "select/language/python_modules.h"
#include "select/language/tree_lookup.h"
#include "select/origin.h"

namespace whittle::rehearse {
namespace {

// Options: directories to search besides its own, with ":" between them. The audit hook tells what
// is opened for a module (Python 3.8).
constexpr const char* kPythonDriver = R"(
import os, sys
def load(argv):
    token, extra, units = argv[1], argv[2], argv[3:]
    write, fd = os.write, os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(null, number)
    def say(kind, unit, words=''):
        line = '\n%s %s %d %s' % (token, kind, unit, words.replace('\n', ' '))
        write(fd, line.rstrip().encode('utf-8', 'replace') + b'\n')
    sys.argv = ['']
    sys.path[:] = [d for d in sys.path if d]
    sys.path.extend(d for d in extra.split(':') if d and d not in sys.path)
    opened = set()
    def seen(event, args):
        if event == 'open' and isinstance(args[0], str):
            opened.add(args[0])
        elif event == 'import' and isinstance(args[1], str):
            opened.add(args[1])
    if hasattr(sys, 'addaudithook'):
        sys.addaudithook(seen)
    leave = os._exit
    for unit, name in enumerate(units):
        say('b', unit)
        opened.clear()
        try:
            __import__(name)
            say('l', unit)
        except BaseException as error:
            try:
                words = '%s: %s' % (type(error).__name__, error)
            except BaseException:
                words = 'an error without words'
            say('f', unit, words[:200])
        for path in sorted(p for p in list(opened) if p.startswith('/')):
            say('o', unit, path)
    leave(0)
load(sys.argv)
)";

struct Interpreter {
  std::string path;
  std::string version;  // "3.11"; empty: its name does not tell
};

// A virtual environment is one by the name of the interpreter that is started, a symlink.
std::string in_virtual_environment(const Selected& selected, const std::string& program) {
  const FileTree& tree = selected.original.tree;
  const auto target = tree.find(program);
  for (const auto& [path, use] : selected.trace.files) {
    if (!is_versioned_name(file_name(path), "python")) continue;
    if (tree.resolve(path, FollowLast::yes).node != target) continue;
    const std::string directory = select::parent_path(select::parent_path(path));
    if (tree.find(select::joined(directory, "pyvenv.cfg"))) return path;
  }
  return program;
}

// The first by name, where several were executed.
Interpreter find_interpreter(const Selected& selected) {
  const std::vector<std::string> programs = executed_programs(
      selected, [](std::string_view name) { return is_versioned_name(name, "python"); });
  if (programs.empty()) return {};
  std::string version(file_name(programs.back()).substr(6));
  if (version.find('.') == version.npos) version.clear();
  return {in_virtual_environment(selected, programs.back()), version};
}

bool is_identifier(std::string_view name) {
  return !name.empty() && (name[0] < '0' || name[0] > '9') && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

// "a/b/__init__.py" -> "a.b"; empty: it is no module's file.
std::string dotted_name(std::string_view file) {
  std::string dotted;
  while (!file.empty()) {
    const std::size_t end = file.find('/');
    std::string_view part = file.substr(0, end);
    file.remove_prefix(end == file.npos ? file.size() : end + 1);
    if (file.empty() && end == std::string_view::npos) part = part.substr(0, part.find('.'));
    if (part == "__init__" && file.empty()) break;
    if (!is_identifier(part) || part == "__main__") return "";
    if (!dotted.empty()) dotted += '.';
    dotted += part;
  }
  return dotted;
}

// ".../python3.9/..." is not the library of python3.11.
bool is_of_other_version(const std::string& path, const std::string& version) {
  if (version.empty()) return false;
  for (std::size_t at = path.find("/python"); at != path.npos; at = path.find("/python", at + 1)) {
    const std::size_t start = at + 7;
    const std::string found = path.substr(start, path.find('/', start) - start);
    if (found.find('.') != found.npos && is_versioned_name(found, "") && found != version) {
      return true;
    }
  }
  return false;
}

class PythonUnits {
 public:
  PythonUnits(const Selected& selected, std::string version)
      : selected_(selected),
        tree_(selected.original.tree),
        config_(selected.original.image.config),
        version_(std::move(version)),
        exclusions_(tree_, {}),
        marker_(tree_, exclusions_, selected.keep.verdicts),
        origins_(tree_, selected.packages, config_),
        modules_(tree_, selected.contents, config_, marker_) {}

  void fill(Plan& plan) {
    std::set<std::string> names;
    for (const KeptFile& file : unread_files(selected_, is_module)) {
      if (was_read_compiled(file) || is_of_other_version(file.path, version_)) continue;
      const std::string name = name_of(file);
      if (!name.empty() && names.insert(name).second) plan.units.push_back({name, file.path});
    }
    std::ranges::sort(plan.units, {}, &Unit::name);
    for (const std::string& root : roots_) {
      plan.options += (plan.options.empty() ? "" : ":") + root;
    }
  }

 private:
  static bool is_module(const KeptFile& file) {
    return file.path.ends_with(".py") ||
           (file.path.ends_with(".so") && file.path.find("/python") != std::string::npos);
  }

  bool was_read_compiled(const KeptFile& file) const {
    const std::string name(file_name(file.path));
    const auto cache = select::directory_in(tree_, tree_.node(file.node).parent, "__pycache__");
    if (!cache) return false;
    const std::string prefix = name.substr(0, name.find('.')) + ".";
    const auto& children = tree_.node(*cache).children;
    for (auto child = children.lower_bound(prefix);
         child != children.end() && child->first.starts_with(prefix); ++child) {
      if (was_read(selected_.trace, tree_.path(child->second))) return true;
    }
    return false;
  }

  // Below the innermost directory of the search path; an app's below its own root.
  std::string name_of(const KeptFile& file) {
    const std::vector<NodeId> search = modules_.search_path(file.node, origins_);
    if (search.empty()) return "";
    NodeId root = search.front();
    if (!origins_.is_application(file.node)) {
      std::size_t longest = 0;
      // Of a directory outside of any package: the file's own would always be found.
      for (const NodeId directory : modules_.search_path(FileTree::kRoot, origins_)) {
        const std::string path = tree_.path(directory) + "/";
        if (directory == FileTree::kRoot || !file.path.starts_with(path)) continue;
        if (path.size() > longest) root = directory;
        longest = std::max(longest, path.size());
      }
      if (longest == 0) return "";
    }
    const std::string root_path = tree_.path(root);
    if (root == FileTree::kRoot || root_path.find(':') != root_path.npos) return "";
    const std::string name = dotted_name(std::string_view(file.path).substr(root_path.size() + 1));
    if (name.empty()) return "";
    const select::PythonModule module = modules_.find(name, search);
    if (!module.whole || module.files.empty()) return "";
    if (std::ranges::find(module.files, file.path) == module.files.end()) return "";
    if (origins_.is_application(file.node)) roots_.insert(root_path);
    return name;
  }

  const Selected& selected_;
  const FileTree& tree_;
  const ImageConfig& config_;
  std::string version_;
  select::Exclusions exclusions_;
  select::Marker marker_;
  select::Origins origins_;
  select::PythonModules modules_;
  std::set<std::string> roots_;  // of the app's own modules
};

}  // namespace

std::vector<Plan> plan_python(const Selected& selected) {
  const Interpreter interpreter = find_interpreter(selected);
  if (interpreter.path.empty()) return {};
  Plan plan{.runtime = "Python",
            .verb = "import",
            .command = {interpreter.path, "-B", "-W", "ignore", "-c", kPythonDriver},
            .options = "",
            .units = {},
            .opener = ""};
  PythonUnits(selected, interpreter.version).fill(plan);
  return {plan};
}

}  // namespace whittle::rehearse
