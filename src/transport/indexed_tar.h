// A tar whose entries are read in place: it is indexed once, then read by pread(2). Nothing is
// unpacked, so a hostile entry cannot be written anywhere.
//
// Throws Error where the file is not a tar or is truncated.
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
  // A compressed archive, or one from a pipe, is first written to an unnamed file in work.
  static std::shared_ptr<const IndexedTar> open(const std::filesystem::path& file,
                                                const std::filesystem::path& work);
  // what is the archive's name in messages.
  IndexedTar(base::Fd file, const std::string& what);

  // Links inside the archive are followed.
  std::optional<oci::FileSlice> find(const std::string& name) const override;

 private:
  struct Entry {
    std::int64_t offset = 0;
    std::int64_t size = 0;
    std::string link;  // normalised path of the link's target; empty: a regular file
  };
  void index(const std::string& what);

  std::shared_ptr<const base::Fd> file_;
  std::map<std::string, Entry, std::less<>> entries_;
};

// A file in directory without a name, which is gone when it is closed.
base::Fd nameless_file(const std::filesystem::path& directory);

}  // namespace whittle::transport
