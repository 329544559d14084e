// minify(): the whole way from a reference to a proven new image, for the command line and other
// programs.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "record/record.h"
#include "select/select.h"
#include "whittle/progress.h"
#include "whittle/report.h"
#include "whittle/written_image.h"

namespace whittle::pipeline {

enum class Verify { no, yes };

struct MinifyOptions {
  std::string reference;
  std::optional<Platform> platform;
  std::vector<std::string> outputs;  // references; may be empty when only the artifacts are wanted
  std::optional<Compression> compression;  // empty: what suits the output
  std::filesystem::path artifacts;         // directory, created; empty: none
  std::filesystem::path cache;
  record::RecordOptions record;  // its cache member is set from the one above
  select::SelectOptions select;
  // Recordings of this image to start from, instead of a new one.
  std::vector<std::filesystem::path> traces;
  // What to keep, instead of a selection; empty: select.
  std::filesystem::path keep_file;
  Verify verify = Verify::yes;
};

// What minify() writes into the artifacts directory.
inline constexpr const char* kReportFile = "report.json";
inline constexpr const char* kTraceFile = "trace.json";
inline constexpr const char* kKeepFile = "keep.json";
inline constexpr const char* kConfigFile = "config.json";  // the new image's
inline constexpr const char* kSeccompFile = "seccomp.json";
inline constexpr const char* kContainerLog = "container.log";

// Throws Error for what ends the command; a proof that fails is in Report::verification, and then
// no image has been handed out.
Report minify(const MinifyOptions& options, Progress& progress);

}  // namespace whittle::pipeline
