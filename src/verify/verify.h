// One run of the proof: an image, as it will be handed out, is unpacked, run with exercises under a
// profile, and recorded while it runs, so that a failure can name what is missing. That it cannot
// be run is a value, not an error.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "record/record.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/progress.h"

namespace whittle::verify {

struct ProofRun {
  FileTree tree;  // of the image
  record::Recording recording;
  std::string trouble;  // why it could not be run; empty: it was
  std::string details;  // lines that show the trouble
  std::string hint;     // what the user may do about it
};

// work is a directory on the cache's file system for the unpacked layers; it is empty afterwards.
ProofRun run_image(const Image& image, const record::RecordOptions& options,
                   const std::filesystem::path& work, Progress& progress);

// Where there is nothing to compare with: what of a run is a failure by itself, in one line; empty:
// nothing. With --run the user chose the arguments, so any status may be what is wanted.
std::string first_failure(const record::Recording& recording, const record::RecordOptions& options);

// The last lines of the app's output, each indented, at most `lines` of them.
std::string log_tail(const std::string& log, std::size_t lines = 15);

}  // namespace whittle::verify
