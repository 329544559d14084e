// Marks the libraries that kept ELF files need, transitively, as the dynamic loader would find
// them.
//
// A library is searched for with the DT_RPATH of the files that load it, so one file may be visited
// several times, with different search paths. A missing library is not an error but a warning: the
// program may never load it.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "select/elf/library_search.h"
#include "select/marker.h"

namespace whittle::select {

class ElfClosure {
 public:
  // All must outlive the closure.
  ElfClosure(const FileTree& tree, const tree::Contents& contents, const ImageConfig& config,
             Marker& marker);

  const ElfFile* file(NodeId id) { return files_.get(id); }
  // Marks what this ELF file loads (rule "elf-needed"); without effect for other files.
  void follow(NodeId id);
  // Marks a library that a kept file opens by name at run time (dlopen), and what it needs. No
  // effect if there is no such library.
  void follow_opened(const std::string& library, NodeId opener, const Reason& reason);

  // What follow() and follow_opened() would mark beside the file itself; nothing is marked.
  std::vector<NodeId> would_load(NodeId id);
  std::vector<NodeId> would_open(const std::string& library, NodeId opener);

  // A plugin, or a library for one program: it is in no directory that the loader searches.
  bool is_private(NodeId id);

  // A followed ELF file whose soname or file name has this prefix.
  std::optional<NodeId> followed_soname(std::string_view prefix) const;
  std::vector<std::string> warnings() const;

 private:
  struct Visit {
    NodeId node = 0;
    std::string path;  // under which it was loaded
    std::vector<std::string> inherited_rpath;
    Libc libc = Libc::glibc;
    auto operator<=>(const Visit&) const = default;
  };

  void follow_all(Visit first);
  // False for a file that was linked with a C library which the image does not have.
  bool has_its_libc(const Requester& asking);
  Requester requester(const Visit& visit, const ElfFile& file) const;
  std::vector<NodeId> reached_from(std::vector<Visit> waiting);
  void load(const std::string& library, const Visit& visit, const Requester& requester,
            const Reason& reason, std::vector<Visit>& waiting);

  const FileTree& tree_;
  Marker& marker_;
  ElfFiles files_;
  LibrarySearch search_;
  std::set<Visit> visited_;
  std::map<std::string, NodeId, std::less<>> names_;  // sonames and file names of what was followed
  std::set<std::pair<std::string, std::string>> not_found_;  // library, needed by
};

}  // namespace whittle::select
