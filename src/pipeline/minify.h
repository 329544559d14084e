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
#include "whittle/seccomp_profile.h"
#include "whittle/written_image.h"
#include "write/options.h"

namespace whittle::pipeline {

enum class Verify { no, yes };
enum class Incomplete { refused, allowed };  // a recording that has lost events
enum class Size { any, smaller };            // what a result may have to be handed out

inline constexpr int kDefaultRepairRounds = 3;

struct MinifyOptions {
  std::string reference;
  std::optional<Platform> platform;
  std::vector<std::string> outputs;  // references; may be empty when only the artifacts are wanted
  std::optional<layer::CompressionSetting> compression;  // empty: what suits the output
  std::filesystem::path artifacts;                       // directory, created; empty: none
  std::filesystem::path cache;
  record::RecordOptions record;  // its cache member is set from the one above
  select::SelectOptions select;
  // Recordings of this image to start from, instead of a new one.
  std::vector<std::filesystem::path> traces;
  // What to keep, instead of a selection; empty: select.
  std::filesystem::path keep_file;
  SeccompArguments seccomp = SeccompArguments::any;
  write::WriteOptions write;  // its compression member is set from the one above
  Incomplete losses = Incomplete::refused;
  Size size = Size::any;
  Verify verify = Verify::yes;
  exercise::HoldOuts hold_outs;              // asked in the proof alone
  int repair_rounds = kDefaultRepairRounds;  // 0: a proof that fails is the last word
};

// What minify() writes into the artifacts directory.
inline constexpr const char* kReportFile = "report.json";
inline constexpr const char* kTraceFile = "trace.json";
inline constexpr const char* kKeepFile = "keep.json";
inline constexpr const char* kConfigFile = "config.json";  // the new image's
inline constexpr const char* kSeccompFile = "seccomp.json";
inline constexpr const char* kAppArmorFile = "apparmor.profile";
inline constexpr const char* kContractFile = "contract.json";
inline constexpr const char* kContractPage = "contract.md";
inline constexpr const char* kStatementFile = "statement.json";
inline constexpr const char* kContainerLog = "container.log";

// Throws Error for what ends the command; a proof that fails is in Report::verification, and then
// no image has been handed out. Nor has one that is_too_large().
Report minify(const MinifyOptions& options, Progress& progress);

// The result is not smaller than its source, though it has to be; its proof has not been run then.
bool is_too_large(const Report& report, const MinifyOptions& options);

}  // namespace whittle::pipeline
