// minify(): the whole way from a reference to a verified new image, for the command line and other
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
#include "whittle/seccomp_profile.h"
#include "write/options.h"

namespace whittle::pipeline {

enum class Verify { no, yes };
enum class Incomplete { refused, allowed };  // a recording that has lost events
enum class Trivial { refused, allowed };     // a recording that shows nothing of an app
enum class Rehearse { no, yes };
enum class Size { any, smaller };  // of a result that may be published

inline constexpr int kDefaultRepairRounds = 3;

struct MinifyOptions {
  std::string reference;
  std::optional<Platform> platform;
  std::vector<std::string> outputs;  // references; may be empty when only the artifacts are wanted
  std::optional<layer::CompressionSetting> compression;  // empty: what suits the first output
  std::filesystem::path artifacts;                       // directory, created; empty: none
  std::filesystem::path cache;
  record::RecordOptions record;  // its cache member is set from the one above
  select::SelectOptions select;
  // Recordings of this image to start from, instead of a new one.
  std::vector<std::filesystem::path> traces;
  // What to keep, instead of a selection; empty: select.
  std::filesystem::path keep_file;
  SeccompChoice seccomp;
  write::WriteOptions write;  // its compression member is set from the one above
  Incomplete losses = Incomplete::refused;
  Trivial trivial = Trivial::refused;
  Size size = Size::any;
  Rehearse rehearse = Rehearse::yes;
  std::chrono::seconds rehearsal_time{10};  // at most, in the original and in each round
  Verify verify = Verify::yes;
  exercise::HoldOuts hold_outs;  // exercises of the verification alone
  // How often at most what the verification found missing is added; 0: never.
  int repair_rounds = kDefaultRepairRounds;
};

// Throws Error for what ends the command. A result that fails its verification, or is_too_large(),
// is not published; Report::not_written says so.
Report minify(const MinifyOptions& options, Progress& progress);

// The result is not smaller than its source, though it has to be. It has not been verified then.
bool is_too_large(const Report& report, const MinifyOptions& options);

}  // namespace whittle::pipeline
