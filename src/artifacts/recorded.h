// Artifacts read back: traces, alone or with what minify has written beside them, united where
// there are several.
//
// A source is a trace's file or a directory of artifacts. Keep files and reports are read in their
// own rooms, by the names in artifacts/files.h.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::artifacts {

struct Recorded {
  Trace trace;
  std::string image;                  // reference; empty: no report beside a trace names it
  FileTree tree;                      // where there is a keep set
  std::optional<KeepSet> keep;        // what any of them keeps
  std::optional<ImageConfig> config;  // of the image that was made
};

// There is a trace.
bool is_recorded(const std::string& source);
// A directory of artifacts with a keep file.
bool is_artifacts(const std::string& source);

enum class Images {
  one,  // traces of others are an error
  any,  // the union names no image
};
// The union of the traces alone. Throws Error: what cannot be read, traces of different images;
// UsageError for what is not a trace.
Trace unite_traces(const std::vector<std::string>& sources, Images images);
// The union with what lies beside the traces, all of one image. Throws as unite_traces().
Recorded read_recorded(const std::vector<std::string>& sources);

// Of one directory. Both throw Error where the file is not there or cannot be read.
Trace read_trace(const std::filesystem::path& directory);
SeccompProfile read_seccomp(const std::filesystem::path& directory);

// A profile in Docker's format, of any origin. Throws Error.
SeccompProfile read_seccomp_file(const std::filesystem::path& file);

}  // namespace whittle::artifacts
