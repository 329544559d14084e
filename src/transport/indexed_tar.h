// A tar whose entries are read in place: indexed once, then by pread(2) at their offsets. Nothing
// is unpacked, so no entry can be written anywhere.
//
// Throws Error where the file is no tar or ends early.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/fd.h"
#include "oci/files.h"

namespace whittle::transport {

class IndexedTar : public oci::Files {
 public:
  // A compressed archive, or one from a pipe, is first spooled to a nameless file in work.
  static std::shared_ptr<const IndexedTar> open(const std::filesystem::path& file,
                                                const std::filesystem::path& work);
  // what names the archive in messages.
  IndexedTar(base::Fd file, const std::string& what);

  // Links inside the archive are followed.
  std::optional<oci::FileSlice> find(const std::string& name) const override;

 private:
  struct Entry {
    std::int64_t offset = 0;
    std::int64_t size = 0;
    std::string link;  // normalised path of what this is a link to; empty: a regular file
  };
  void index(const std::string& what);

  std::shared_ptr<const base::Fd> file_;
  std::map<std::string, Entry, std::less<>> entries_;
};

// A file in directory that has no name and goes when it is closed.
base::Fd nameless_file(const std::filesystem::path& directory);

}  // namespace whittle::transport
