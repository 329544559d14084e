#include "rehearse/runtimes/kept_files.h"

#include <algorithm>

#include "text/utf8.h"

namespace whittle::rehearse {
namespace {

constexpr std::size_t kMaxPath = 4096;

// config.json holds UTF-8 alone, and a driver prints a line a path.
bool is_plain(std::string_view path) {
  if (path.size() > kMaxPath) return false;
  while (!path.empty()) {
    const auto character = text::decode_utf8(path);
    if (!character || static_cast<unsigned char>(path.front()) < 0x20) return false;
    path.remove_prefix(character->bytes);
  }
  return true;
}

}  // namespace

bool was_read(const Trace& trace, const std::string& path) {
  const auto use = trace.files.find(path);
  return use != trace.files.end() &&
         (use->second.uses.contains(Use::open) || use->second.uses.contains(Use::exec));
}

std::vector<KeptFile> unread_files(const Selected& selected,
                                   const std::function<bool(const KeptFile&)>& wanted) {
  const FileTree& tree = selected.original.tree;
  std::vector<KeptFile> files;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (!selected.keep.verdicts[id].kept || tree.metadata(id).type != FileType::regular) continue;
    if (selected.keep.replaced.contains(tree.node(id).inode)) continue;
    KeptFile file{id, tree.path(id)};
    if (was_read(selected.trace, file.path) || !is_plain(file.path) || !wanted(file)) continue;
    files.push_back(std::move(file));
  }
  std::ranges::sort(files, {}, &KeptFile::path);
  return files;
}

std::vector<std::string> executed_programs(const Selected& selected,
                                           const std::function<bool(std::string_view)>& wanted) {
  std::vector<std::string> programs;
  for (const auto& [path, use] : selected.trace.files) {
    if (!use.uses.contains(Use::exec) || !wanted(file_name(path)) || !is_plain(path)) continue;
    const auto node = selected.original.tree.find(path);
    if (node && selected.original.tree.metadata(*node).type == FileType::regular) {
      programs.push_back(path);
    }
  }
  return programs;
}

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

bool is_versioned_name(std::string_view name, std::string_view prefix) {
  return name.starts_with(prefix) &&
         name.substr(prefix.size()).find_first_not_of("0123456789.") == name.npos;
}

}  // namespace whittle::rehearse
