#include "pipeline/prune.h"

#include <string>

#include "artifacts/files.h"
#include "package/packages.h"
#include "profile/all_profiles.h"
#include "select/keep_file/keep_file.h"

namespace whittle::pipeline {
namespace {

std::string apparmor_text(const Selection& selection, const RecordedImage& image,
                          const RunOptions& run) {
  const ImageConfig& config = image.opened.image.config;
  const std::string& user = run.user.empty() ? config.user : run.user;
  const bool as_root = workspace::user_of(image.opened, user).uid == 0;
  const profile::Profiles profiles = profile::all_profiles(
      image.opened.image.reference,
      {.trace = image.recording.trace,
       .tree = &image.opened.tree,
       .keep = &selection.keep,
       .data_directories = config.volumes,
       .volumes = run.volumes},
      selection.profile, as_root ? capability::Start::as_root : capability::Start::as_other);
  return profile::format_apparmor(profiles.apparmor);
}

}  // namespace

Selection prune(Selection selection, const RecordedImage& image, const Task& task) {
  const FileTree& tree = image.opened.tree;
  KeepSet& keep = selection.keep;
  if (task.options.select.package_metadata == PackageMetadata::prune) {
    package::prune_records(tree, workspace::contents_of(image.opened), image.packages, keep);
  }
  for (const std::filesystem::path& directory : task.artifacts.directories()) {
    select::write_keep_file(directory / artifacts::kKeepFile, tree, keep, image.packages);
    select::write_replaced_files(directory, tree, keep);
  }
  if (!task.artifacts.directories().empty()) {
    task.artifacts.write(artifacts::kAppArmorFile,
                         apparmor_text(selection, image, task.options.record.run));
  }
  return selection;
}

}  // namespace whittle::pipeline
