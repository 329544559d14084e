#include <algorithm>

#include "select/budget.h"
#include "select/language/languages.h"
#include "select/language/not_for_run_time.h"
#include "select/programs.h"
#include "select/rules/rules.h"
#include "select/used.h"
#include "text/pattern.h"
#include "text/split.h"

namespace whittle::select::rules {
namespace {

// A library knows paths for all its users; of those only small data counts.
constexpr std::int64_t kMaxForLibrary = std::int64_t{256} << 10;

enum class Speaker { program, library, text };

Speaker speaker_of(Selection& selection, const KeptNode& node) {
  if (!has_elf_magic(node.head)) return Speaker::text;
  const ElfFile* const file = selection.elf.file(node.id);
  const bool library = file == nullptr || !file->soname.empty() ||
                       selection.tree.node(node.id).name.find(".so") != std::string::npos ||
                       (selection.tree.metadata(node.id).mode & 0111) == 0;
  return library ? Speaker::library : Speaker::program;
}

// The kernel's and the runtime's own; package databases, which tell of the whole image; what has
// rules of its own (data_sets.cc); what is read by people.
bool is_out_of_question(std::string_view path) {
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

// A shell in the new image is a present to whoever breaks into it. Scripts that are kept bring
// theirs along.
bool is_shell(std::string_view path) {
  constexpr std::string_view kShells[] = {"sh",   "ash", "bash",  "busybox", "csh",
                                          "dash", "ksh", "rbash", "tcsh",    "zsh"};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::find(std::begin(kShells), std::end(kShells), name) != std::end(kShells);
}

bool is_libc(std::string_view name) {
  return name.starts_with("libc.so") || name.starts_with("libc-") || name.starts_with("ld-");
}

// They name homes and login programs, mount points and shells.
bool is_account_list(std::string_view path) {
  constexpr std::string_view kLists[] = {"/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow",
                                         "/etc/shells", "/etc/fstab", "/etc/subuid", "/etc/subgid"};
  return std::any_of(std::begin(kLists), std::end(kLists),
                     [path](std::string_view list) { return path.starts_with(list); });
}

bool is_secret(std::string_view path) {
  return path.starts_with("/etc/shadow") || path.starts_with("/etc/gshadow");
}

bool is_wanted(const Selection& selection, Speaker speaker, const FileTree::Resolution& target) {
  const FileMetadata& metadata = selection.tree.metadata(*target.node);
  if (is_out_of_question(target.canonical) || is_shell(target.canonical)) return false;
  if (metadata.type == FileType::directory) return speaker != Speaker::library;
  if (metadata.type != FileType::regular) return false;
  if (speaker != Speaker::library) return true;
  return (metadata.mode & 0111) == 0 && !is_secret(target.canonical) &&
         metadata.size <= kMaxForLibrary &&
         (target.canonical.starts_with("/etc/") || target.canonical.starts_with("/usr/share/"));
}

bool is_for_run_time(std::string_view path) {
  const std::vector<std::string> names = text::split(path, "/");
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return purpose_of_directory(name) != Purpose::other;
  });
}

// What a server finds in a directory of its configuration is up to its clients: pages, icons. One
// of the system's near the root is named for another reason, such as who may read it.
std::vector<tree::GlobMatch> named_by(const Selection& selection, const KeptNode& speaker,
                                      const std::string& path, NodeId target) {
  constexpr int kFarFromRoot = 3;
  const bool far = std::count(path.begin(), path.end(), '/') >= kFarFromRoot;
  const bool whole = speaker.path.starts_with("/etc/") &&
                     selection.tree.metadata(target).type == FileType::directory &&
                     (far || selection.languages.origins.is_application(target)) &&
                     !text::has_wildcard(path);
  if (!whole) return {{path, target}};
  std::vector<tree::GlobMatch> matches = find_all(selection.tree, {path});
  std::erase_if(matches, [&path](const tree::GlobMatch& match) {
    return !is_for_run_time(std::string_view(match.path).substr(path.size()));
  });
  return matches;
}

void keep_named(Selection& selection, const KeptNode& speaker, const std::string& name,
                NodeId target) {
  const std::string path = text::normal_path(name);
  const std::vector<tree::GlobMatch> matches = named_by(selection, speaker, path, target);
  const std::int64_t bytes = weigh(selection, matches);
  const bool own = selection.languages.origins.is_application(target);
  const bool fits = bytes <= (own ? selection.options.app_budget : selection.options.data_budget);
  const bool directory = selection.tree.metadata(target).type == FileType::directory;
  for (const tree::GlobMatch& match : matches) {
    // Of a directory whose content is too large there is still the directory.
    if (fits || (directory && match.node == target)) {
      selection.marker.mark_path(match.path, {"literal-path", "names " + path, speaker.path});
    } else {
      selection.marker.pass_over(
          match.node,
          {"over-budget", speaker.path + " names it, " + format_size(bytes), speaker.path});
    }
  }
}

}  // namespace

// The C library knows all the paths of the system, and its users few of them: data_sets.cc has
// those. A directory that a program names is kept bare: its name says nothing of what is read
// there.
void literal_path(Selection& selection, const KeptNode& node) {
  const text::FileStrings& strings = selection.evidence.strings(node);
  if (strings.paths.empty()) return;
  const Speaker speaker = speaker_of(selection, node);
  if (speaker == Speaker::library
          ? is_libc(selection.tree.node(node.id).name)
          : !used_by_app(selection, node.path) || is_account_list(node.path)) {
    return;
  }
  for (const std::string& path : strings.paths) {
    if (is_out_of_question(path) || is_shell(path)) continue;
    const FileTree::Resolution target = selection.tree.resolve(path, FollowLast::yes);
    if (!target.node || !is_wanted(selection, speaker, target)) continue;
    keep_named(selection, node, path, *target.node);
  }
}

}  // namespace whittle::select::rules
