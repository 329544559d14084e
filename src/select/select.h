// Trace and tree to keep set: mark and sweep. Roots are marked by the rules in rules/ (one a file),
// each mark pulls in what it needs (parents, symlink chains, ELF libraries, script interpreters),
// the rest is swept.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "tree/contents.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"
#include "whittle/trace.h"
#include "whittle/word.h"

namespace whittle::select {

// The dial: how much is kept beside what the recorded runs used.
enum class Keep : std::uint8_t {
  used,     // what was used, and without which that cannot be loaded
  closure,  // and what the kept files may ask for: imports, plugins, data sets, the app's own files
  package,  // and every file of each package of which a file was used
};
inline constexpr std::array kKeepWords = {Word{"used", Keep::used}, Word{"closure", Keep::closure},
                                          Word{"package", Keep::package}};

// What is kept of a directory that was listed.
enum class Listed : std::uint8_t {
  automatic,  // by its place: all in configuration and plugin directories, else what was opened
  all,        // all its children
  names,      // all its children, but files that were not opened are empty
  opened,     // what was opened
};
inline constexpr std::array kListedWords = {Word{"automatic", Listed::automatic},
                                            Word{"all", Listed::all}, Word{"names", Listed::names},
                                            Word{"opened", Listed::opened}};

struct SelectOptions {
  Keep keep = Keep::closure;
  Listed listed = Listed::automatic;
  // Bytes that one data set (certificates, time zones, ...) may add; what is larger is left out and
  // said so.
  std::int64_t data_budget = std::int64_t{4} << 20;
  // Bytes that the app's own files may add for one directory that holds a used file.
  std::int64_t app_budget = std::int64_t{16} << 20;
  std::vector<std::string> include_paths;  // a path with all below it; * and ** as in a shell
  std::vector<std::string> include_bins;   // a file with its libraries (path in the image)
  std::vector<std::string>
      include_exes;            // a program by name, looked up in PATH, with its libraries
  bool include_shell = false;  // sh and the usual tools of a shell session
  PackageMetadata package_metadata = PackageMetadata::prune;
  std::vector<std::string>
      exclude_patterns;  // a path with all below it; without a slash: names anywhere
};

struct SelectInput {
  const FileTree& tree;
  const tree::Contents& contents;
  const ImageConfig& config;
  const Trace& trace;
  const PackageIndex& packages;
};

KeepSet select(const SelectInput& input, const SelectOptions& options);

}  // namespace whittle::select
