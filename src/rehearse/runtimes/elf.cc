#include <map>

#include "rehearse/runtimes/kept_files.h"
#include "select/elf/elf_file.h"

namespace whittle::rehearse {
namespace {

constexpr const char* kShell = "/bin/sh";

// The first option is the loader. --list maps a file and its libraries, and runs none of them.
constexpr const char* kElfDriver = R"(
token=$1; loader=$2; shift 2; unit=0
for file; do
  printf '\n%s b %s\n' "$token" "$unit"
  if "$loader" --list "$file" >/dev/null 2>&1 </dev/null; then kind=l; else kind=f; fi
  printf '\n%s %s %s the loader refuses it\n' "$token" "$kind" "$unit"
  unit=$((unit + 1))
done
)";

using Machine = std::pair<std::uint8_t, std::uint16_t>;

Machine machine_of(const select::ElfFile& file) {
  return {file.machine.bits, file.machine.number};
}

// The loader of a kept program, by machine: the first by path.
std::map<Machine, std::string> loaders(const Selected& selected, select::ElfFiles& elf) {
  const FileTree& tree = selected.original.tree;
  std::map<Machine, std::string> found;
  for (const auto& [path, use] : selected.trace.files) {
    if (!use.uses.contains(Use::exec)) continue;
    const auto node = tree.find(path);
    const select::ElfFile* file = node ? elf.get(*node) : nullptr;
    if (file == nullptr || file->interpreter.empty()) continue;
    if (!tree.resolve(file->interpreter, FollowLast::yes).node) continue;
    found.try_emplace(machine_of(*file), file->interpreter);
  }
  return found;
}

// By mode and name, so that few files need to be opened.
bool may_be_elf(const FileTree& tree, const KeptFile& file) {
  return (tree.metadata(file.node).mode & 0111) != 0 ||
         file_name(file.path).find(".so") != std::string_view::npos;
}

}  // namespace

std::vector<Plan> plan_elf(const Selected& selected) {
  const FileTree& tree = selected.original.tree;
  if (!tree.resolve(kShell, FollowLast::yes).node) return {};
  select::ElfFiles elf(tree, selected.contents);
  const std::map<Machine, std::string> known = loaders(selected, elf);
  std::map<std::string, Plan> plans;  // by loader
  const auto unread =
      unread_files(selected, [&](const KeptFile& file) { return may_be_elf(tree, file); });
  for (const KeptFile& file : unread) {
    const select::ElfFile* content = elf.get(file.node);
    if (content == nullptr || content->needed.empty()) continue;
    std::string loader = content->interpreter;
    if (loader.empty()) {
      const auto row = known.find(machine_of(*content));
      if (row != known.end()) loader = row->second;
    }
    const auto program = tree.resolve(loader, FollowLast::yes);
    if (loader.empty() || !program.node) continue;
    Plan& plan = plans[loader];
    plan.opener = program.canonical;
    plan.options = loader;
    plan.units.push_back({file.path, file.path});
  }
  std::vector<Plan> list;
  for (auto& [loader, plan] : plans) {
    plan.runtime = "ELF";
    plan.verb = std::string(file_name(loader)) + " --list";
    plan.command = {kShell, "-c", kElfDriver, "sh"};
    list.push_back(std::move(plan));
  }
  return list;
}

}  // namespace whittle::rehearse
