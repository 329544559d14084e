// The stage "write": a selection to a new image that is not published yet.
#pragma once

#include <filesystem>

#include "pipeline/select.h"
#include "whittle/written_image.h"
#include "write/write.h"

namespace whittle::pipeline {

// A selection and the image that was written from it: what is verified, and published where that
// passes.
struct Candidate {
  Selection selection;  // with package databases pruned
  WrittenImage image;
};

// Writes config.json and the bills of materials too. directory: for its blobs, made here.
Candidate write(Selection pruned, const RecordedImage& image, const Task& task,
                const std::filesystem::path& directory);
// The candidate of an image that was written in another way, with the same artifacts.
Candidate as_candidate(Selection pruned, WrittenImage written, const RecordedImage& image,
                       const Task& task);

write::Source source_of(const RecordedImage& image);

}  // namespace whittle::pipeline
