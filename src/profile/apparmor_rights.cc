#include <algorithm>
#include <optional>

#include "profile/apparmor_files.h"
#include "profile/apparmor_path.h"
#include "profile/apparmor_tables.h"
#include "trace/used_calls.h"

namespace whittle::profile {
namespace {

// The rule in keep sets for directories that are kept only because something below them is.
constexpr std::string_view kParentRule = "parent";

class Collector {
 public:
  explicit Collector(const AppArmorSubject& subject)
      : subject_(subject), may_link_(trace::UsedCalls(subject.trace).any_of("link linkat")) {
    for (const ProcessRecord& process : subject.trace.processes) {
      executables_.insert(process.executable);
      arguments_.insert(process.arguments.begin(), process.arguments.end());
    }
  }

  PathRights collect() {
    for (const auto& [path, use] : subject_.trace.files) {
      if (used_by_app(use.phases)) add_used(path, use.uses);
    }
    for (const std::string& path : subject_.trace.written) add_changed(path);
    if (subject_.tree != nullptr && subject_.keep != nullptr) add_kept();
    return std::move(found_);
  }

 private:
  std::optional<FileType> type_in_image(const std::string& path) const {
    if (subject_.tree == nullptr) return std::nullopt;
    const auto node = subject_.tree->find(path);
    return node ? std::optional(subject_.tree->metadata(*node).type) : std::nullopt;
  }

  template <typename Paths, typename PathOf>
  static bool has_below(const Paths& paths, const std::string& path, PathOf path_of) {
    const auto next = paths.lower_bound(path + "/");
    return next != paths.end() && std::string_view(path_of(*next)).starts_with(path + "/");
  }

  // Whether it is a directory in the image, or was used as one.
  bool is_directory(const std::string& path) const {
    if (const auto type = type_in_image(path)) return type == FileType::directory;
    const Trace& trace = subject_.trace;
    const auto use = trace.files.find(path);
    if (use != trace.files.end() &&
        (use->second.uses.contains(Use::list) || use->second.uses.contains(Use::chdir))) {
      return true;
    }
    return has_below(trace.files, path, [](const auto& file) { return file.first; }) ||
           has_below(trace.written, path, [](const auto& file) { return file; });
  }

  static void insert(Rights& rights, std::initializer_list<Right> list) {
    for (const Right right : list) rights.insert(right);
  }

  void add_read(const std::string& path) {
    Rights& rights = found_.files[path];
    rights.insert(Right::read);
    if (is_mapped_as_code(path)) rights.insert(Right::map);
    if (is_locked_for_reading(path)) rights.insert(Right::lock);
  }

  // The kernel maps a program and its ELF interpreter. A script is only read: it is not the
  // executable of a process, but an argument of its interpreter.
  void add_executed(const std::string& path) {
    Rights& rights = found_.files[path];
    const bool runs = executables_.contains(path);
    const bool is_script = !runs && arguments_.contains(path);
    const bool is_interpreter = !runs && !is_script && is_mapped_as_code(path);
    rights.insert(Right::read);
    if (!is_script) rights.insert(Right::map);
    if (!is_interpreter) rights.insert(Right::execute);
  }

  void add_changed(const std::string& path) {
    const auto type = type_in_image(path);
    if (!type) found_.made.insert(path);
    if (is_directory(path)) {
      insert(found_.directories[path], {Right::read, Right::write});
      return;
    }
    Rights& rights = found_.files[path];
    insert(rights, {Right::read, Right::write, Right::lock});
    if (may_link_) rights.insert(Right::link);
  }

  void add_used(const std::string& path, EnumSet<Use> uses) {
    if (uses.contains(Use::change)) add_changed(path);
    if (uses.contains(Use::exec)) add_executed(path);
    const bool opened = uses.contains(Use::open) || uses.contains(Use::list);
    if (!opened || type_in_image(path) == FileType::symlink) return;
    if (is_directory(path)) {
      found_.directories[path].insert(Right::read);
    } else {
      add_read(path);
    }
  }

  void add_kept() {
    const FileTree& tree = *subject_.tree;
    for (NodeId id = 0; id < tree.size(); ++id) {
      const Verdict& verdict = subject_.keep->verdicts[id];
      if (!verdict.kept) continue;
      const FileType type = tree.metadata(id).type;
      const std::string path = tree.path(id);
      if (type == FileType::directory && verdict.reason.rule != kParentRule) {
        found_.directories[path].insert(Right::read);
      }
      if (type != FileType::regular) continue;
      add_read(path);
      if (is_program_directory(directory_of(path)) &&
          !found_.files[path].contains(Right::execute)) {
        insert(found_.files[path], {Right::map, Right::execute});
      }
    }
  }

  const AppArmorSubject& subject_;
  const bool may_link_;
  std::set<std::string> executables_, arguments_;
  PathRights found_;
};

}  // namespace

std::string rights_text(Rights rights) {
  constexpr std::pair<Right, std::string_view> kLetters[] = {
      {Right::map, "m"},  {Right::read, "r"}, {Right::write, "w"},
      {Right::link, "l"}, {Right::lock, "k"}, {Right::execute, "ix"}};
  std::string text;
  for (const auto& [right, letter] : kLetters) {
    if (rights.contains(right)) text += letter;
  }
  return text;
}

PathRights collect_rights(const AppArmorSubject& subject) {
  return Collector(subject).collect();
}

}  // namespace whittle::profile
