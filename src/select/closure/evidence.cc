#include "select/closure/evidence.h"

#include <algorithm>

#include "select/closure/data_sets.h"
#include "select/elf/elf_file.h"
#include "select/rule_context.h"

namespace whittle::select {
namespace {

constexpr std::int64_t kMaxText = std::int64_t{256} << 10;

// All marks of all clues.
const std::vector<std::string_view>& all_marks() {
  static const std::vector<std::string_view> marks = [] {
    std::set<std::string_view> all;
    for (const DataSet& set : data_sets()) {
      for (const Clue& clue : set.clues) {
        if (clue.kind != Clue::Kind::mentions) continue;
        all.insert(clue.text);
        if (!clue.unless_mentions.empty()) all.insert(clue.unless_mentions);
      }
    }
    return std::vector<std::string_view>(all.begin(), all.end());
  }();
  return marks;
}

bool is_system_directory(std::string_view path) {
  constexpr std::string_view kSystem[] = {"/usr/lib/",         "/usr/share/", "/usr/local/lib/",
                                          "/usr/local/share/", "/var/lib/",   "/lib/"};
  return std::any_of(std::begin(kSystem), std::end(kSystem),
                     [path](std::string_view start) { return path.starts_with(start); });
}

}  // namespace

Evidence::Kind Evidence::kind_of(const KeptNode& node) const {
  if (node.type != FileType::regular) return Kind::none;
  if (has_elf_magic(node.head)) return Kind::binary;
  const FileMetadata& metadata = tree_.metadata(node.id);
  if (metadata.size > kMaxText || node.head.find('\0') != std::string::npos) return Kind::none;
  const bool script = node.head.starts_with("#!") && (metadata.mode & 0111) != 0;
  const bool own = packages_.owner(node.id) == nullptr && !is_system_directory(node.path);
  return script || own || node.path.starts_with("/etc/") ? Kind::text : Kind::none;
}

const text::FileStrings& Evidence::strings(const KeptNode& node) {
  const auto [place, is_new] = strings_.try_emplace(node.id);
  if (!is_new) return place->second;
  text::FileStrings& strings = place->second;
  const Kind kind = kind_of(node);
  const std::string& name = tree_.node(node.id).name;
  files_.try_emplace(name, node.id);
  if (kind == Kind::binary) programs_.try_emplace(name, node.id);
  switch (kind) {
    case Kind::none:
      break;
    case Kind::binary:
      if (const base::Fd file = contents_.open(node.id)) {
        strings = text::read_binary_strings(file.get(), all_marks());
      }
      break;
    case Kind::text:
      strings = text::read_text_strings(contents_.head(node.id, kMaxText), all_marks());
  }
  for (const std::string_view mark : strings.marks) files_by_mark_[mark].push_back(node.id);
  return strings;
}

std::optional<NodeId> Evidence::first_with_mark(std::string_view mark,
                                                std::span<const std::string_view> except_files,
                                                std::string_view unless_mentions) const {
  const auto found = files_by_mark_.find(mark);
  if (found == files_by_mark_.end()) return std::nullopt;
  for (const NodeId id : found->second) {
    const std::string& name = tree_.node(id).name;
    const bool excepted =
        std::any_of(except_files.begin(), except_files.end(),
                    [&name](std::string_view start) { return name.starts_with(start); });
    if (!excepted && !strings_.at(id).marks.contains(unless_mentions)) return id;
  }
  return std::nullopt;
}

std::optional<NodeId> Evidence::program(std::string_view prefix) const {
  const auto found = programs_.lower_bound(prefix);
  if (found == programs_.end() || !found->first.starts_with(prefix)) return std::nullopt;
  return found->second;
}

std::optional<NodeId> Evidence::file(std::string_view name) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return std::nullopt;
  return found->second;
}

}  // namespace whittle::select
