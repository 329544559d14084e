// A directory from which `docker build` makes the minified image again out of the original:
//
//   Dockerfile    a stage that is the original, one that assembles the kept set from it, and the
//                 result, `FROM scratch`
//   kept.list     the kept paths, relative to the root, each ended by a NUL
//   assemble.sh   what the second stage runs
//   replaced/N    new contents of files that tell of the new image instead of the old one
//
// A COPY for each of thousands of paths would be as many layers, and would lose hard links, so the
// kept set goes through tar: it keeps owners, modes, times, links, extended attributes and empty
// directories. The original is copied into a directory of the second stage first, because a RUN
// sees the engine's own files in place of /etc/hosts, /dev and others.
#pragma once

#include <string>
#include <vector>

namespace whittle::dockerfile {

enum class Tools {
  in_source,  // the original has a shell and GNU tar
  apart,      // another image has to lend them
};

struct Replaced {
  std::string path;
  std::string content;  // "replaced/17", relative to the artifacts; empty: the file is empty
};

struct Original {
  std::string reference;  // as it was given to minify
  std::string digest;
  std::string config_json;  // of the result: of the original, with edits
};

struct BuildContext {
  std::string dockerfile;
  std::string kept_list;
  std::string assemble_script;
  std::vector<std::string> warnings;
};

// kept: absolute paths. Throws Error where the configuration cannot be read.
BuildContext build_context(const Original& original, const std::vector<std::string>& kept,
                           const std::vector<Replaced>& replaced, Tools tools);

// What FROM calls the image; empty: it is in no engine or registry.
std::string from_name(const std::string& reference, const std::string& digest);

}  // namespace whittle::dockerfile
