// Recordings of one image as minify() has left them, united.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "profile/formats.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::pipeline {

struct Recorded {
  Trace trace;
  std::string image;                  // reference; empty: no report beside a trace tells it
  FileTree tree;                      // where there is a keep set
  std::optional<KeepSet> keep;        // what any of them keeps
  std::optional<ImageConfig> config;  // of the image that was made
};

// A file, or a directory of artifacts.
bool is_recorded(const std::string& source);

enum class Images {
  one,  // traces of others are an error
  any,  // the union names no image
};
// The union of the traces alone, as the text of a trace. Throws Error as below.
std::string unite_traces(const std::vector<std::string>& sources, Images images);
// Throws Error: what cannot be read, traces of different images, a UsageError for what is no trace.
Recorded read_recorded(const std::vector<std::string>& sources);

// arguments: of the seccomp profile.
profile::Profiles profiles_of(const Recorded& recorded, SeccompArguments arguments);

}  // namespace whittle::pipeline
