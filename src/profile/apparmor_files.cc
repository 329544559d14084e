#include "profile/apparmor_files.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "profile/apparmor_path.h"
#include "profile/apparmor_tables.h"

namespace whittle::profile {
namespace {

constexpr std::size_t kMany = 10;  // number of files read below a directory that makes it a family

Rights rights_of(std::initializer_list<Right> list) {
  Rights rights;
  for (const Right right : list) rights.insert(right);
  return rights;
}

std::string below(std::string_view directory, std::string_view what) {
  return escaped(directory) + "/" + std::string(what);
}

// Visits all parent directories of a path, the nearest first, without the root.
template <typename Visit>
void each_directory_above(std::string_view path, Visit visit) {
  for (path = directory_of(path); !path.empty(); path = directory_of(path)) visit(path);
}

class Families {
 public:
  Families(const AppArmorSubject& subject, const PathRights& paths)
      : subject_(subject), paths_(paths) {}

  FileRules rules() {
    for (const std::string& directory : subject_.data_directories) make_writable(directory);
    for (const std::string& path : paths_.made) make_writable_for(path);
    for (const auto& [directory, rights] : writable_) {
      // Covered by the rule of another one.
      if (is_in_writable(directory) && !rights.contains(Right::map)) continue;
      add(rules_.written, below(directory, "**"), rights);
      if (!is_written(directory))
        add(rules_.listed, below(directory, ""), rights_of({Right::read}));
    }
    count_read();
    for (const auto& [path, rights] : paths_.files) add_file(path, rights);
    for (const auto& [path, rights] : paths_.directories) add_directory(path, rights);
    for (const Volume& volume : subject_.volumes) add_volume(volume);
    return std::move(rules_);
  }

 private:
  static void add(FileRules::Rules& rules, const std::string& pattern, Rights rights) {
    rules[pattern].merge(rights);
  }

  void make_writable(std::string_view directory, bool has_code = false) {
    Rights& rights = writable_[std::string(directory)];
    rights.merge(rights_of({Right::read, Right::write, Right::link, Right::lock}));
    if (has_code) rights.insert(Right::map);
  }

  bool is_written(const std::string& directory) const {
    const auto rights = paths_.directories.find(directory);
    return rights != paths_.directories.end() && rights->second.contains(Right::write);
  }

  bool is_in_writable(std::string_view path) const {
    bool found = false;
    each_directory_above(path, [&](std::string_view directory) {
      found = found || writable_.contains(std::string(directory));
    });
    return found;
  }

  bool exists_before(std::string_view directory) const {
    if (subject_.tree != nullptr) return subject_.tree->find(directory).has_value();
    return !paths_.made.contains(std::string(directory));
  }

  // The nearest parent directory that the app has not created.
  std::string_view nearest_existing_directory(std::string_view path) const {
    path = directory_of(path);
    while (!path.empty() && !exists_before(path)) path = directory_of(path);
    return path;
  }

  // A directory for data: by its path, or because it has another owner than root.
  bool is_for_data(std::string_view directory) const {
    if (directory.empty() || is_shared_directory(directory)) return false;
    if (is_data_path(directory)) return true;
    const auto node = subject_.tree == nullptr ? std::nullopt : subject_.tree->find(directory);
    return node && subject_.tree->metadata(*node).uid != 0;
  }

  // Makes a directory writable for names similar to a path that the app has created: its directory
  // if that is for data, or else the outermost directory that the app has created. Does nothing for
  // a single file in another directory.
  void make_writable_for(const std::string& path) {
    const std::string_view existing = nearest_existing_directory(path);
    const std::size_t end = path.find('/', existing.size() + 1);
    const std::string_view made = std::string_view(path).substr(0, end);
    const bool is_cache = is_cache_name(made.substr(existing.size() + 1));
    if (!is_cache && is_for_data(existing)) {
      make_writable(existing, is_mapped_as_code(path));
    } else if (end != std::string::npos || paths_.directories.contains(path)) {
      make_writable(made, is_mapped_as_code(path));
    }
  }

  static bool only_read(Rights rights) {
    return !rights.contains(Right::write) && !rights.contains(Right::execute);
  }

  void count_read() {
    for (const auto& [path, rights] : paths_.files) {
      if (!only_read(rights) || is_in_writable(path)) continue;
      each_directory_above(path, [&](std::string_view directory) {
        if (!is_shared_directory(directory)) ++read_below_[std::string(directory)];
      });
    }
  }

  // The outermost parent directory of which many files are read.
  std::optional<std::string> family_of(std::string_view path) const {
    std::optional<std::string> family;
    each_directory_above(path, [&](std::string_view directory) {
      const auto count = read_below_.find(std::string(directory));
      if (count != read_below_.end() && count->second >= kMany) family = directory;
    });
    return family;
  }

  // A path that the app created but never opened may be a file or a directory.
  std::string pattern_of(const std::string& path) const {
    if (!paths_.made.contains(path)) return escaped(path);
    const auto use = subject_.trace.files.find(path);
    const bool opened = use != subject_.trace.files.end() && use->second.uses.contains(Use::open);
    return pattern_of_made_name(path) + (opened ? "" : "{,/}");
  }

  void add_file(const std::string& path, Rights rights) {
    if (rights.contains(Right::execute)) {
      add(rules_.programs, pattern_of(path), rights);
    } else if (is_in_writable(path)) {
      return;
    } else if (rights.contains(Right::write)) {
      add(rules_.written, pattern_of(path), rights);
    } else if (const auto family = family_of(path)) {
      Rights plain = rights;
      if (rights.contains(Right::map)) {
        add(rules_.libraries, below(*family, mapped_suffix(path)), rights);
        plain = rights_of({Right::read});
      }
      add(rules_.read, below(*family, "{,**}"), plain);
    } else if (rights.contains(Right::map)) {
      add(rules_.libraries, versions_of(path), rights);
    } else {
      add(rules_.read, escaped(path), rights);
    }
  }

  void add_directory(const std::string& path, Rights rights) {
    const bool written = rights.contains(Right::write);
    if (is_in_writable(path) || (!written && family_of(path + "/x"))) return;
    FileRules::Rules& rules = written ? rules_.written : rules_.listed;
    if (path == "/") {
      add(rules, "/", rights);
    } else {
      const bool made = paths_.made.contains(path);
      add(rules, (made ? pattern_of_made_name(path) : escaped(path)) + "/", rights);
    }
  }

  void add_volume(const Volume& volume) {
    std::string_view directory = volume.destination;
    while (directory.ends_with('/')) directory.remove_suffix(1);
    // A volume may be a file.
    const std::string pattern = escaped(directory) + "{,/,/**}";
    if (volume.read_only) {
      add(rules_.read, pattern, rights_of({Right::read}));
    } else {
      add(rules_.written, pattern,
          rights_of({Right::read, Right::write, Right::link, Right::lock}));
    }
  }

  const AppArmorSubject& subject_;
  const PathRights& paths_;
  std::map<std::string, Rights> writable_;
  std::map<std::string, std::size_t> read_below_;
  FileRules rules_;
};

}  // namespace

FileRules file_rules(const AppArmorSubject& subject, const PathRights& paths) {
  return Families(subject, paths).rules();
}

}  // namespace whittle::profile
