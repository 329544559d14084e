// The proof: the new image is run with the same exercises under its own profile, and recorded while
// it runs, so that a failure can name what is missing. That it fails is a value, not an error.
#pragma once

#include <filesystem>
#include <string>

#include "record/record.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "whittle/report.h"
#include "whittle/seccomp_profile.h"

namespace whittle::verify {

struct Original {
  const FileTree& tree;
  const record::Recording* recording;  // null: recorded earlier, how it went is not known any more
};

struct Proof {
  Verification verification;
  double container_seconds = 0;
  std::string log;
  Trace trace;  // of the result's run; empty where there was none
};

// image is the new one; work is a directory on the cache's file system for its unpacked layers.
// options are those of the recording; their seccomp profile is replaced by this one. Where there is
// no recording to compare with, the exercises have to pass, and the app must not fail by itself.
Proof verify(const Original& original, const Image& image, const SeccompProfile& profile,
             record::RecordOptions options, const std::filesystem::path& work, Progress& progress);

// What the proof's trace looked for in vain, but the original has; and what the profile denied.
Missing find_missing(const Trace& trace, const FileTree& original, const FileTree& result,
                     const SeccompProfile& profile);

// The last lines of the app's output, each indented, at most `lines` of them.
std::string log_tail(const std::string& log, std::size_t lines = 15);

}  // namespace whittle::verify
