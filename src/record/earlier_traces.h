// Traces of earlier recordings in place of a new one: of this image, or of other builds of it. Such
// a trace is applied by path, with warnings; the verification of the result decides whether that
// was good enough.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "record/record.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"

namespace whittle::record {

struct EarlierTrace {
  std::filesystem::path file;
  Trace trace;
};

// Throws Error for what is not a trace, or is of another architecture than the image.
std::vector<EarlierTrace> read_traces(std::span<const std::filesystem::path> files,
                                      const Image& image);

// All of them as one recording of this image. It has no exercises and no output.
Recording unite(std::span<const EarlierTrace> traces, const Image& image, const FileTree& tree);

}  // namespace whittle::record
