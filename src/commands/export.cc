#include "commands/export.h"

#include "artifacts/files.h"
#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/make_directory.h"
#include "dockerfile/build_context.h"
#include "report/report_json.h"
#include "select/keep_file/explain_path.h"
#include "whittle/error.h"

namespace whittle::commands {
namespace {

namespace fs = std::filesystem;

// busybox's shell runs its own tar, which supports neither NUL-separated lists nor extended
// attributes.
dockerfile::Tools tools_in(const FileTree& tree) {
  const auto shell = tree.resolve("/bin/sh", FollowLast::yes);
  for (const char* path : {"/bin/tar", "/usr/bin/tar"}) {
    const auto tar = tree.resolve(path, FollowLast::yes);
    const bool own = tar.node && tree.node(*tar.node).name.find("busybox") == std::string::npos;
    if (own && shell.node) return dockerfile::Tools::in_source;
  }
  return dockerfile::Tools::apart;
}

}  // namespace

std::vector<std::string> export_dockerfile(const fs::path& artifacts, const fs::path& directory) {
  const select::KeepFile keep(artifacts / artifacts::kKeepFile);
  const report::ReportedImages images =
      report::read_reported_images(artifacts / artifacts::kReportFile);
  const std::string config = with_context(
      "cannot export " + artifacts.string(),
      [&] { return base::read_file(artifacts / artifacts::kConfigFile); },
      "whittle minify --artifacts writes " + std::string(artifacts::kConfigFile) +
          " when it writes the image");

  std::vector<std::string> kept;
  std::vector<dockerfile::Replaced> replaced;
  for (const select::KeepLine& line : keep.lines()) {
    if (!line.verdict.kept) continue;
    kept.push_back(line.path);
    if (line.original_size) replaced.push_back({line.path, line.content});
  }
  const dockerfile::BuildContext context = dockerfile::build_context(
      {.reference = images.source, .digest = images.source_digest, .config_json = config}, kept,
      replaced, tools_in(select::tree_of(keep)));

  base::make_directory(directory);
  for (const dockerfile::Replaced& file : replaced) {
    if (file.content.empty()) continue;
    base::make_directory((directory / file.content).parent_path());
    base::write_file(directory / file.content, base::read_file(artifacts / file.content));
  }
  base::write_file(directory / "kept.list", context.kept_list);
  base::write_file(directory / "assemble.sh", context.assemble_script);
  base::write_file(directory / "Dockerfile", context.dockerfile);
  return context.warnings;
}

}  // namespace whittle::commands
