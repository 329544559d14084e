// keep.json: every path with its verdict and reason, for `whittle explain`, `whittle diff`,
// `whittle export`, `whittle minify --keep-file` and other programs.
//
//   {"schema": 1,
//    "totals": {"paths": 3, "kept_files": 1, "kept_bytes": 12, "dropped_bytes": 4,
//               "shrunk_bytes": 0},
//    "rules": {"recorded": {"files": 1, "bytes": 12}},
//    "dropped": {"unused": {"files": 1, "bytes": 4}},
//    "warnings": ["..."],
//    "paths": [
//   {"path":"/etc/x","kept":true,"rule":"recorded","evidence":"open by /bin/sh","parent":"",
//    "size":12,"owner":"dpkg:base-files 12.4"},
//   ...
//
// One path per line, in the tree's order; the same keep set gives the same bytes. Other members:
//   "type"           directory, symlink, char_device, block_device or fifo; absent: a regular file
//   "target"         the text of a symlink
//   "size"           bytes of the path (FileTree's counted_bytes); 0 for directories, and for all
//                    hard links of an inode but one: the first that is kept, else the first.
//                    If the content is replaced: the size of the new content, and
//   "original_size"  the size of the old content, and
//   "content"        the file with the new content, beside keep.json; absent where it is empty
//   "owner"          the package that the path belongs to; absent: none
//   "mode"           permission bits in octal, as "4755"; absent: 644 for a file, 755 for a
//                    directory, 777 for a symlink
//   "uid", "gid"     absent: 0
//   "file_capabilities_hex"  the extended attribute security.capability; absent: none
// The sizes of kept paths add up to kept_bytes, and per rule to "rules"; those of the others, per
// rule, to "dropped". shrunk_bytes is what replaced files became smaller by; dropped_bytes is the
// sum of "dropped" and shrunk_bytes. "files" counts everything but directories.
//
// Paths are bytes and JSON is UTF-8: if a path, parent or target is not UTF-8, its invalid bytes
// become U+FFFD and a member "path_hex", "parent_hex" or "target_hex" has all its bytes in
// hexadecimal. The file is written and read as a stream, without the whole text in memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "whittle/keep_set.h"
#include "whittle/package.h"

namespace whittle::select {

// The file appears whole or not at all; throws SystemError.
void write_keep_file(const std::filesystem::path& file, const FileTree& tree, const KeepSet& keep,
                     const PackageIndex& packages);
// Writes the new contents of replaced files, under the names of the "content" members; removes such
// files of an earlier run first. Throws SystemError.
void write_replaced_files(const std::filesystem::path& directory, const FileTree& tree,
                          const KeepSet& keep);

struct KeepLine {
  std::string path;
  FileType type = FileType::regular;
  std::string target;
  Verdict verdict;
  std::int64_t size = 0;
  std::optional<std::int64_t> original_size;  // of replaced files
  std::string content;                        // relative to the keep file; always "replaced/NUMBER"
  std::string owner;                          // "dpkg:libc6 2.36-9"
  std::optional<std::uint32_t> mode;          // empty: usual_mode() of its type
  std::uint32_t uid = 0;
  std::uint32_t gid = 0;
  std::string file_capabilities;  // the bytes of security.capability
};

// The mode of a line without one.
std::uint32_t usual_mode(FileType type);

// A keep file in memory. The constructor throws Error if the file cannot be read or is not a keep
// file.
class KeepFile {
 public:
  explicit KeepFile(const std::filesystem::path& file);
  KeepFile(KeepFile&&) = default;
  KeepFile(const KeepFile&) = delete;
  KeepFile& operator=(const KeepFile&) = delete;

  const std::vector<KeepLine>& lines() const { return lines_; }
  const std::vector<std::string>& warnings() const { return warnings_; }
  // The line of exactly this path; nullptr: none.
  const KeepLine* find(std::string_view path) const;

 private:
  std::vector<KeepLine> lines_;
  std::vector<std::string> warnings_;
  std::unordered_map<std::string_view, std::size_t> by_path_;
};

}  // namespace whittle::select
