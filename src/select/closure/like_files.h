// Like files: those with the same suffix in the same place. When a program opened several of them,
// it may open the others, whatever language they are in: *.beam in one ebin, *.vmod, message
// tables, compiled modules.
//
// The same place is one directory, or the same relative place below sibling directories:
// /usr/lib/erlang/lib/*/ebin. What a reader of a language or a table of data sets and plugins knows
// better does not count, nor do programs, libraries that the loader searches for, documentation,
// configuration, logs and caches, and the application's own files (rule "application-files").
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "select/rule_context.h"
#include "tree/glob.h"

namespace whittle::select {

// Opened files by directory and suffix, each with a program that opened it (empty: not known).
using OpenedFiles = std::map<std::pair<NodeId, std::string>, std::map<NodeId, std::string>>;
OpenedFiles opened_like_files(RuleContext& context);

struct LikeFiles {
  std::string place;   // the directory, or the one that contains the siblings
  std::string suffix;  // ".beam"
  std::string user;    // a program that opened some of them, as a path; empty: not known
  std::size_t opened = 0;
  std::size_t all = 0;
  std::vector<tree::GlobMatch> others;  // those that were not opened; by path
};

// By place and suffix; only sets of which at least two files were opened and not all. First those
// of one directory each, then those of sibling directories, without files of the former.
std::vector<LikeFiles> find_like_files(RuleContext& context);

// ".beam"; empty: none, or one that does not count, such as a version.
std::string like_suffix(std::string_view name);

// Whether files at this place can be like files.
bool can_be_like_files(std::string_view directory);

}  // namespace whittle::select
