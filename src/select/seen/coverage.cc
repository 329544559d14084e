#include "select/seen/coverage.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "select/seen/own_files.h"
#include "text/names.h"

namespace whittle::select {
namespace {

constexpr std::array<std::string_view, 6> kProgramDirectories = {
    "/bin", "/sbin", "/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"};
// What every distribution has: that most of it is left out needs no telling.
constexpr std::array<std::string_view, 40> kBasePackages = {"apk-tools",    "apt",
                                                            "base-files",   "base-passwd",
                                                            "bash",         "bsdutils",
                                                            "busybox",      "coreutils",
                                                            "dash",         "debconf",
                                                            "debianutils",  "diffutils",
                                                            "dpkg",         "e2fsprogs",
                                                            "findutils",    "gcc",
                                                            "glibc-common", "gpgv",
                                                            "grep",         "gzip",
                                                            "hostname",     "init-system-helpers",
                                                            "libc-bin",     "libc-utils",
                                                            "login",        "logsave",
                                                            "mawk",         "mount",
                                                            "musl-utils",   "ncurses-bin",
                                                            "openssl",      "passwd",
                                                            "perl",         "perl-base",
                                                            "procps",       "rpm",
                                                            "sed",          "sysvinit-utils",
                                                            "tar",          "util-linux"};

bool is_program_file(const FileTree& tree, NodeId node) {
  const FileMetadata& metadata = tree.metadata(node);
  return metadata.type == FileType::regular && (metadata.mode & 0111U) != 0;
}

bool is_in_program_directory(const FileTree& tree, NodeId node) {
  return text::is_one_of(kProgramDirectories, tree.path(tree.node(node).parent));
}

// The app ran it, or the image's config or the user names it.
bool is_in_use(const Verdict& verdict) {
  constexpr std::array<std::string_view, 6> kRules = {
      "recorded", "entrypoint", "health-check", "called-program", "include-exe", "include-bin"};
  return verdict.kept && text::is_one_of(kRules, verdict.reason.rule);
}

// Packages that are built from one source belong together: bind9 and bind9-utils.
const std::string& source_of(const Package& package) {
  return package.source.empty() ? package.name : package.source;
}

std::set<std::string> sources_in_use(const SelectInput& input, const KeepSet& keep) {
  std::set<std::string> sources;
  for (const Package& package : input.packages.packages) {
    const bool is_used = std::ranges::any_of(package.files, [&](NodeId node) {
      return is_program_file(input.tree, node) && is_in_use(keep.verdicts[node]);
    });
    if (is_used && !text::is_one_of(kBasePackages, package.name))
      sources.insert(source_of(package));
  }
  return sources;
}

// For each package of a source of which a program is in use.
std::vector<std::vector<std::string>> left_out_by_package(const SelectInput& input,
                                                          const KeepSet& keep) {
  const std::set<std::string> sources = sources_in_use(input, keep);
  std::vector<std::vector<std::string>> packages;
  for (const Package& package : input.packages.packages) {
    // The loader makes glibc's source one in use, and getent is no helper of the app.
    if (text::is_one_of(kBasePackages, package.name)) continue;
    if (!sources.contains(source_of(package))) continue;
    std::vector<std::string>& paths = packages.emplace_back();
    for (const NodeId node : package.files) {
      const bool is_left_out = is_program_file(input.tree, node) && !keep.verdicts[node].kept &&
                               is_in_program_directory(input.tree, node);
      if (is_left_out) paths.push_back(input.tree.path(node));
    }
    // Those for administrators first: rndc before arpaname.
    std::stable_partition(paths.begin(), paths.end(), [](const std::string& path) {
      return path.find("/sbin/") != std::string::npos;
    });
  }
  return packages;
}

// One of each package before the second of any: a report shows the first few.
std::vector<std::string> programs_beside(const SelectInput& input, const KeepSet& keep) {
  const std::vector<std::vector<std::string>> packages = left_out_by_package(input, keep);
  std::vector<std::string> paths;
  bool has_more = true;
  for (std::size_t i = 0; std::exchange(has_more, false); ++i) {
    for (const std::vector<std::string>& programs : packages) {
      if (i >= programs.size()) continue;
      paths.push_back(programs[i]);
      has_more = true;
    }
  }
  return paths;
}

// A rule wanted it and its budget forbade it.
std::vector<std::string> programs_called(const SelectInput& input, const KeepSet& keep) {
  std::vector<std::string> paths;
  for (NodeId id = 0; id < input.tree.size(); ++id) {
    const Verdict& verdict = keep.verdicts[id];
    if (!verdict.kept && verdict.reason.rule == "over-budget" && is_program_file(input.tree, id) &&
        is_in_program_directory(input.tree, id)) {
      paths.push_back(input.tree.path(id));
    }
  }
  return paths;
}

}  // namespace

AppCoverage coverage(const SelectInput& input, const KeepSet& keep) {
  AppCoverage coverage;
  for (const OwnFile& file : own_files(input)) {
    Seen& seen = file.kind == OwnKind::code ? coverage.code : coverage.templates;
    ++seen.files;
    seen.seen += file.was_opened;
  }
  coverage.called = programs_called(input, keep);
  coverage.beside = programs_beside(input, keep);
  return coverage;
}

}  // namespace whittle::select
