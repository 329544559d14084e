// record(): one recording of an image, as a trace: `whittle record`.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "record/record.h"
#include "whittle/image.h"
#include "whittle/progress.h"
#include "workspace/opened_image.h"

namespace whittle::commands {

// Which image is recorded, where and how.
struct RecordOptions {
  std::string reference;
  std::optional<Platform> platform;
  std::filesystem::path cache;
  record::RecordOptions record;               // its cache member is set from the one above
  std::vector<std::filesystem::path> traces;  // earlier recordings, instead of a new one
};

struct RecordedImage {
  workspace::OpenedImage opened;
  record::Recording recording;
};
// Throws Error: also where the app or an exercise failed, since such a recording cannot be used.
// command: which needs it, for messages. The image's files can be read while the returned value
// lives.
RecordedImage record(const RecordOptions& options, const std::string& command, Progress& progress);

struct RecordedTrace {
  std::string trace;  // as trace/trace_file.h has it
  std::vector<std::string> warnings;
};
RecordedTrace record_trace(const RecordOptions& options, Progress& progress);

}  // namespace whittle::commands
