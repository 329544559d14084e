#include "package/dpkg_lists.h"

#include <unordered_set>

#include "package/stanzas.h"

namespace whittle::package {
namespace {

std::string_view without_slash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path == "/." ? "/" : path;
}

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const char* begin = text.data();
    take_line(text);
    lines.emplace_back(begin, static_cast<std::size_t>(text.data() - begin));
  }
  return lines;
}

}  // namespace

// Three lines each: the path, the new path, the package that diverts it (":": the administrator).
Diversions::Diversions(const std::string& text) {
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view from = take_line(rest);
    const std::string_view to = take_line(rest);
    const std::string_view by = take_line(rest);
    if (!from.empty() && !to.empty()) diverted_.try_emplace(std::string(from), to, by);
  }
}

std::string_view Diversions::path_of(std::string_view path, std::string_view package) const {
  if (diverted_.empty()) return path;
  const auto diverted = diverted_.find(path);
  if (diverted == diverted_.end() || diverted->second.second == package) return path;
  return diverted->second.first;
}

std::vector<ListedPath> listed_paths(std::string_view list, std::string_view package,
                                     ListReading reading) {
  const std::vector<std::string_view> lines = lines_of(list);
  // A path with entries below it is a directory, even where the image has a symlink there (a merged
  // /lib): the package does not own that link.
  std::unordered_set<std::string_view> directories;
  for (const std::string_view line : lines) directories.insert(parent_of(trimmed(line)));
  std::vector<ListedPath> paths;
  for (const std::string_view line : lines) {
    const std::string_view path = without_slash(line.substr(0, line.find('\n')));
    if (path.empty()) continue;
    const bool is_directory = path == "/" || directories.contains(path);
    paths.push_back({line, is_directory
                               ? reading.paths.directory(path)
                               : reading.paths.find(reading.diversions.path_of(path, package))});
  }
  return paths;
}

// "d41d8cd98f00b204e9800998ecf8427e  usr/bin/x"
std::vector<ListedPath> summed_paths(std::string_view md5sums, std::string_view package,
                                     ListReading reading) {
  std::vector<ListedPath> paths;
  for (const std::string_view line : lines_of(md5sums)) {
    const std::size_t blanks = line.find("  ");
    if (blanks == line.npos) continue;
    const std::string path =
        "/" + std::string(line.substr(blanks + 2, line.find('\n') - blanks - 2));
    paths.push_back({line, reading.paths.find(reading.diversions.path_of(path, package))});
  }
  return paths;
}

}  // namespace whittle::package
