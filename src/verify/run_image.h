// One run of a result, for its verification: the image is unpacked as it will be published, run
// with exercises under a profile, and recorded while it runs, so that a failure can name what is
// missing. That it cannot be run is a value, not an error.
#pragma once

#include <filesystem>
#include <string>

#include "record/record.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/progress.h"

namespace whittle::verify {

struct VerifyRun {
  FileTree tree;  // of the image
  record::Recording recording;
  std::string trouble;  // why it could not be run; empty: it was
  std::string details;  // lines that show the trouble
  std::string hint;     // what the user may do about it
};

// work is a directory on the cache's file system for the unpacked layers; it is removed afterwards.
VerifyRun run_image(const Image& image, const record::RecordOptions& options,
                    const std::filesystem::path& work, Progress& progress);

}  // namespace whittle::verify
