// A directory from which `docker build` rebuilds the minified image from the original:
//
//   Dockerfile    a stage with the original, a stage that copies the kept files, and the result,
//                 `FROM scratch`
//   kept.list     the kept paths, relative to the root, each ended by a NUL
//   assemble.sh   what the second stage runs
//   replaced/N    new contents of files that describe the new image, such as package databases
//
// A COPY for each of thousands of paths would make as many layers and lose hard links, so tar
// copies the kept files: it preserves owners, modes, times, links, extended attributes and empty
// directories. The original is first copied into a directory of the second stage, because a RUN
// sees the engine's own files in place of /etc/hosts, /dev and others.
#pragma once

#include <string>
#include <vector>

namespace whittle::dockerfile {

enum class Tools {
  in_source,  // the original has a shell and GNU tar
  apart,      // they come from another image
};

struct Replaced {
  std::string path;
  std::string content;  // "replaced/17", relative to the artifacts; empty: the file is empty
};

struct Original {
  std::string reference;  // as given to minify
  std::string digest;
  std::string config_json;  // of the result: that of the original, with edits
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

// The image's name for FROM; empty where it is in no engine or registry.
std::string from_name(const std::string& reference, const std::string& digest);

}  // namespace whittle::dockerfile
