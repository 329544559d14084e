#include "tree/contents.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/open_inside.h"

namespace whittle::tree {

Contents::Contents(const FileTree& tree, std::span<const std::filesystem::path> layer_directories)
    : tree_(tree) {
  for (const std::filesystem::path& directory : layer_directories) {
    layers_.push_back(base::open_file(directory, O_PATH | O_DIRECTORY));
  }
}

base::Fd Contents::open(NodeId id) const {
  const Inode& inode = tree_.inode(id);
  if (inode.metadata.type != FileType::regular || inode.layer >= layers_.size()) return {};
  base::Fd file =
      base::try_open_inside(layers_[inode.layer].get(), inode.content_path,
                            O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, base::Symlinks::refused);
  struct stat status = {};
  if (!file || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  return file;
}

std::string Contents::head(NodeId id, std::size_t limit) const {
  const base::Fd file = open(id);
  if (!file) return {};
  std::string bytes(limit, '\0');
  std::size_t size = 0;
  while (size < limit) {
    const ssize_t count =
        ::pread(file.get(), bytes.data() + size, limit - size, static_cast<off_t>(size));
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace whittle::tree
