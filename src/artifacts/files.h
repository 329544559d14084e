// The files that minify writes into its artifacts directory, and that other commands read.
#pragma once

namespace whittle::artifacts {

inline constexpr const char* kReportFile = "report.json";  // written last
inline constexpr const char* kTraceFile = "trace.json";
inline constexpr const char* kContainerLog = "container.log";
inline constexpr const char* kKeepFile = "keep.json";
inline constexpr const char* kConfigFile = "config.json";  // the new image's
inline constexpr const char* kSeccompFile = "seccomp.json";
inline constexpr const char* kAppArmorFile = "apparmor.profile";
inline constexpr const char* kContractFile = "contract.json";
inline constexpr const char* kContractPage = "contract.md";
inline constexpr const char* kStatementFile = "statement.json";
// And sbom.original, sbom.result, sbom.difference, each as .cdx.json and .spdx.json; replaced/ with
// new contents of kept files (select/keep_file/keep_file.h).

}  // namespace whittle::artifacts
