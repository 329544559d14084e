// The artifacts of the last runs of minify, kept in the cache, so that `result:NAME` can stand where
// a command takes a directory of artifacts.
//
//   CACHE/results/NUMBER/      what minify writes for --artifacts, without bills and contract
//   CACHE/results/NUMBER/names one line each: "written" or "refused", the digests of the new image's
//                              manifest and config, and where it went, as the user wrote it
//   CACHE/results/NUMBER/lock  shared by readers, exclusive for removal
//   CACHE/results.lock         exclusive while one is added or removed
//
// A higher number is a later run. Only their owner may read them: traces have arguments of programs,
// which can be secrets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_lock.h"
#include "whittle/digest.h"

namespace whittle::artifacts {

inline constexpr std::string_view kResultPrefix = "result:";

// The oldest go first above either; the last stays always.
struct KeptBounds {
  std::size_t results = 24;
  std::int64_t bytes = std::int64_t{512} << 20;
};

struct ResultNames {
  bool was_written = false;  // false: refused
  Digest manifest;
  Digest config;
  std::vector<std::string> outputs;  // references
};

// Moves the directory, which is on the cache's file system, into the cache; an earlier run with
// the same digest and outputs goes. Returns the NAME that finds it. Throws Error.
std::string keep_result(const std::filesystem::path& cache, const std::filesystem::path& made,
                        const ResultNames& names, const KeptBounds& bounds = {});

struct Source {
  std::filesystem::path directory;
  std::shared_ptr<const base::FileLock> lock;  // keeps a result in the cache from being removed
};

bool is_result(std::string_view text);
// The directory that a user named: itself, or of "result:NAME". NAME is an output as it was given to
// minify, "docker-daemon:" and ":latest" may be left out, or the beginning of a digest. The last run
// that wrote to it, else the last that was refused. Throws Error: none is kept.
Source find_source(const std::string& text, const std::filesystem::path& cache);

}  // namespace whittle::artifacts
