#include <algorithm>

#include "select/closure/budget.h"
#include "select/language/languages.h"
#include "select/language/not_for_run_time.h"
#include "select/lookup/programs.h"
#include "select/rules/rules.h"
#include "select/used_in_recording.h"
#include "text/pattern.h"
#include "text/size.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

// A library names paths for all its users; only small data files among them are kept.
constexpr std::int64_t kMaxNamedByLibrary = std::int64_t{256} << 10;

enum class FileKind { program, library, text };

FileKind kind_of(RuleContext& context, const KeptNode& node) {
  if (!has_elf_magic(node.head)) return FileKind::text;
  const ElfFile* const file = context.elf.file(node.id);
  const bool library = file == nullptr || !file->soname.empty() ||
                       context.tree.node(node.id).name.find(".so") != std::string::npos ||
                       (context.tree.metadata(node.id).mode & 0111) == 0;
  return library ? FileKind::library : FileKind::program;
}

// Directories of the kernel and the runtime; package databases; data sets, which have a rule of
// their own (data_sets.cc); documentation.
bool is_never_followed(std::string_view path) {
  constexpr std::string_view kTrees[] = {"/proc/",
                                         "/sys/",
                                         "/dev/",
                                         "/run/",
                                         "/var/run/",
                                         "/tmp/",
                                         "/usr/share/doc/",
                                         "/usr/share/man/",
                                         "/usr/share/info/",
                                         "/usr/share/locale/",
                                         "/usr/share/zoneinfo/",
                                         "/usr/share/fonts/",
                                         "/usr/lib/locale/",
                                         "/etc/ssl/certs/",
                                         "/usr/share/ca-certificates/",
                                         "/var/lib/dpkg/",
                                         "/var/lib/apt/",
                                         "/var/lib/rpm/",
                                         "/lib/apk/",
                                         "/var/cache/",
                                         "/var/log/"};
  return std::any_of(std::begin(kTrees), std::end(kTrees), [path](std::string_view tree) {
    return path.starts_with(tree) || path == tree.substr(0, tree.size() - 1);
  });
}

bool is_libc(std::string_view name) {
  return name.starts_with("libc.so") || name.starts_with("libc-") || name.starts_with("ld-");
}

// They name home directories, login programs, mount points and shells.
bool is_account_list(std::string_view path) {
  constexpr std::string_view kLists[] = {"/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow",
                                         "/etc/shells", "/etc/fstab", "/etc/subuid", "/etc/subgid"};
  return std::any_of(std::begin(kLists), std::end(kLists),
                     [path](std::string_view list) { return path.starts_with(list); });
}

bool is_secret(std::string_view path) {
  return path.starts_with("/etc/shadow") || path.starts_with("/etc/gshadow");
}

// Not a shell: in the new image it helps an attacker, so a name is not enough. Kept scripts bring the
// shell that they need (script-interpreter), and so do calls that start one (called-program).
bool is_wanted(const RuleContext& context, FileKind kind, const FileTree::Resolution& target) {
  const FileMetadata& metadata = context.tree.metadata(*target.node);
  if (is_never_followed(target.canonical) || is_shell(target.canonical)) return false;
  if (metadata.type == FileType::directory) return kind != FileKind::library;
  if (metadata.type != FileType::regular) return false;
  if (kind != FileKind::library) return true;
  return (metadata.mode & 0111) == 0 && !is_secret(target.canonical) &&
         metadata.size <= kMaxNamedByLibrary &&
         (target.canonical.starts_with("/etc/") || target.canonical.starts_with("/usr/share/"));
}

bool is_for_run_time(std::string_view path) {
  const std::vector<std::string> names = text::split(path, "/");
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return purpose_of_directory(name) != Purpose::other;
  });
}

// A directory that a configuration file names is kept with its content: which of its pages or icons
// a server reads depends on its clients. Not so a system directory near the root, which is named
// for another reason, such as access rights.
std::vector<tree::GlobMatch> files_named(const RuleContext& context, const KeptNode& file,
                                         const std::string& path, NodeId target) {
  constexpr int kFarFromRoot = 3;
  const bool far = std::count(path.begin(), path.end(), '/') >= kFarFromRoot;
  const bool whole =
      file.path.starts_with("/etc/") && context.tree.metadata(target).type == FileType::directory &&
      (far || context.languages.origins.is_application(target)) && !text::has_wildcard(path);
  if (!whole) return {{path, target}};
  std::vector<tree::GlobMatch> matches = find_all(context.tree, {path});
  std::erase_if(matches, [&path](const tree::GlobMatch& match) {
    return !is_for_run_time(std::string_view(match.path).substr(path.size()));
  });
  return matches;
}

void keep_named(RuleContext& context, const KeptNode& file, const std::string& name,
                NodeId target) {
  const std::string path = text::normal_path(name);
  const std::vector<tree::GlobMatch> matches = files_named(context, file, path, target);
  const std::int64_t bytes = weigh(context, matches);
  const bool own = context.languages.origins.is_application(target);
  const std::int64_t budget = own ? context.options.app_budget : context.options.data_budget;
  const bool fits = bytes <= budget;
  const bool directory = context.tree.metadata(target).type == FileType::directory;
  std::vector<NodeId> left_out;
  for (const tree::GlobMatch& match : matches) {
    // A directory whose content exceeds the budget is kept without it.
    if (fits || (directory && match.node == target)) {
      context.marker.mark_path(match.path, {"literal-path", "names " + path, file.path});
    } else {
      context.marker.leave_out(
          match.node, {"over-budget", file.path + " names it, " + text::size(bytes), file.path});
      left_out.push_back(match.node);
    }
  }
  context.left_out.add({.kind = "paths that kept files name",
                        .what = path,
                        .asked_by = file.path,
                        .option = own ? "--app-budget" : "--data-budget",
                        .budget = budget,
                        .needed = bytes,
                        .include = path,
                        .nodes = std::move(left_out),
                        .bytes = bytes});
}

}  // namespace

// The C library is ignored: it names many system paths, of which its users need few; data_sets.cc
// has those. A directory that a program names is kept without its content, because nothing shows
// what is read in it.
void literal_path(RuleContext& context, const KeptNode& node) {
  const text::FileStrings& strings = context.evidence.strings(node);
  if (strings.paths.empty()) return;
  const FileKind kind = kind_of(context, node);
  if (kind == FileKind::library
          ? is_libc(context.tree.node(node.id).name)
          : !used_in_recording(context, node.path) || is_account_list(node.path)) {
    return;
  }
  for (const std::string& path : strings.paths) {
    if (is_never_followed(path) || is_shell(path)) continue;
    const FileTree::Resolution target = context.tree.resolve(path, FollowLast::yes);
    if (!target.node || !is_wanted(context, kind, target)) continue;
    keep_named(context, node, path, *target.node);
  }
}

}  // namespace whittle::select::rules
