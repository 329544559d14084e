// Where a dynamic loader looks for a library: glibc's as in ld.so(8), musl's as in its
// ldso/dynlink.c.
//
// A directory's glibc-hwcaps variants are all found, with the plain library, because the image may
// run on any processor. A file of another machine or word size is passed over, as the loaders do.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "select/elf/elf_file.h"
#include "select/elf/loader_cache.h"
#include "whittle/image.h"

namespace whittle::select {

enum class Libc { glibc, musl };

// An ELF file that asks for libraries.
struct Requester {
  const ElfFile* file = nullptr;
  Libc libc = Libc::glibc;
  std::vector<std::string> rpath;    // directories of its DT_RPATH and of those that loaded it
  std::vector<std::string> runpath;  // of its own DT_RUNPATH
  std::vector<std::string> origins;  // what $ORIGIN may stand for
};

struct FoundLibrary {
  std::string path;  // as the loader would name it; symlinks may be on the way
  NodeId node = 0;   // where that ends
};

// A search path with $ORIGIN, $LIB and $PLATFORM replaced; one directory for each meaning they may
// have.
std::vector<std::string> expanded_directories(const std::string& search_path,
                                              ElfFile::Machine machine,
                                              const std::vector<std::string>& origins);

class LibrarySearch {
 public:
  LibrarySearch(const FileTree& tree, const tree::Contents& contents, const ImageConfig& config,
                ElfFiles& files);

  // What the loader would take, variants first; empty: not there.
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
