#include "pipeline/write.h"

#include <utility>

#include "artifacts/files.h"
#include "base/make_directory.h"
#include "pipeline/bills.h"

namespace whittle::pipeline {

Candidate write(Selection pruned, const RecordedImage& image, const Task& task,
                const std::filesystem::path& directory) {
  base::make_directory(directory);
  WrittenImage written =
      write::write_image(source_of(image), pruned.keep, task.options.write, directory);
  return as_candidate(std::move(pruned), std::move(written), image, task);
}

Candidate as_candidate(Selection pruned, WrittenImage written, const RecordedImage& image,
                       const Task& task) {
  Candidate candidate{.selection = std::move(pruned), .image = std::move(written)};
  task.artifacts.write(artifacts::kConfigFile, candidate.image.config_json);
  write_bills(candidate.selection.keep, candidate.image.manifest.digest, image, task);
  return candidate;
}

write::Source source_of(const RecordedImage& image) {
  return {.image = image.opened.image,
          .tree = image.opened.tree,
          .layers = image.opened.layers,
          .packages = image.packages};
}

}  // namespace whittle::pipeline
