// Where a dynamic loader looks for a library: glibc's as in ld.so(8), musl's as in its
// ldso/dynlink.c.
//
// All glibc-hwcaps variants in a directory are found besides the plain library, because the image
// may run on any processor. A file of another machine or word size is skipped, as the loaders do.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "select/elf/elf_file.h"
#include "select/elf/loader_cache.h"
#include "whittle/image.h"

namespace whittle::select {

enum class Libc { glibc, musl };

// An ELF file that needs libraries.
struct Requester {
  const ElfFile* file = nullptr;
  Libc libc = Libc::glibc;
  std::vector<std::string> rpath;    // of its DT_RPATH and those of the files that loaded it
  std::vector<std::string> runpath;  // of its own DT_RUNPATH
  std::vector<std::string> origins;  // what $ORIGIN may stand for
};

struct FoundLibrary {
  std::string path;  // as the loader would name it; symlinks may be on the way
  NodeId node = 0;   // what the path resolves to
};

// A search path with $ORIGIN, $LIB and $PLATFORM replaced: one directory for each value that they
// may have.
std::vector<std::string> expanded_directories(const std::string& search_path,
                                              ElfFile::Machine machine,
                                              const std::vector<std::string>& origins);

class LibrarySearch {
 public:
  LibrarySearch(const FileTree& tree, const tree::Contents& contents, const ImageConfig& config,
                ElfFiles& files);

  // What the loader would load, variants first; empty: not found.
  std::vector<FoundLibrary> find(const std::string& library, const Requester& requester);

 private:
  class Walk;
  const std::vector<std::string>& variants_of(const std::string& directory);
  std::vector<std::string> musl_directories(ElfFile::Machine machine) const;

  const FileTree& tree_;
  const tree::Contents& contents_;
  ElfFiles& files_;
  std::string library_path_;  // LD_LIBRARY_PATH of the image
  LoaderCache cache_;
  std::map<std::string, std::vector<std::string>> variants_;
};

}  // namespace whittle::select
