// Names in a tar as paths in the image.
//
// A tar may have an entry below a symlink of the same layer. Engines follow the link inside the
// layer's root. Here links are resolved as text, so that no link is ever followed on disk. A path
// that leads above the root is refused.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace whittle::layer {

// "./usr//bin/" -> "/usr/bin", "" -> "/". Throws Error where ".." is a component, or for a path
// longer than Linux allows.
std::string image_path(std::string_view name);

class EntryPaths {
 public:
  // The entry's path with the layer's own links in its parents resolved; the last component is
  // never followed.
  std::string place(std::string_view name) const;

  void add_symlink(const std::string& path, const std::string& target);
  // Another entry replaces what was at this path.
  void add_directory(const std::string& path);
  void add_file(const std::string& path);

 private:
  std::map<std::string, std::string> links_;
};

}  // namespace whittle::layer
