// /etc/ld.so.cache as ldconfig(8) writes it: glibc's formats "glibc-ld.so.cache1.1" and
// "ld.so-1.7.0", alone or the new one after the old (glibc, sysdeps/generic/dl-cache.h). The file
// comes from the image: every offset is checked, and invalid entries are skipped. Only the byte
// order of this machine is read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace whittle::select {

class LoaderCache {
 public:
  struct Entry {
    std::string path;
    bool variant = false;  // for certain processors only (glibc-hwcaps)
  };

  LoaderCache() = default;
  explicit LoaderCache(std::string_view bytes);

  // In the order of the file: the first that fits is loaded. nullptr: no entry of this name.
  const std::vector<Entry>* find(const std::string& library) const;
  std::size_t size() const { return entries_.size(); }

 private:
  bool read_new_format(std::string_view bytes);
  void read_old_format(std::string_view bytes);

  std::unordered_map<std::string, std::vector<Entry>> entries_;
};

}  // namespace whittle::select
