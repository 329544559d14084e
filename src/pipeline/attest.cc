#include "pipeline/attest.h"

#include <string>

#include "artifacts/files.h"
#include "attestation/statement.h"
#include "base/sha256.h"
#include "pipeline/stated_options.h"
#include "transport/reference.h"

namespace whittle::pipeline {
namespace {

// The paths of the image that were used. Not how, by whom and when: a directory that one recording
// saw opened, another of the same command may have seen looked up only.
Digest used_files(const RecordedImage& image) {
  std::string lines;
  for (const auto& [path, use] : image.recording.trace.files) {
    if (image.opened.tree.find(path)) lines += path + "\n";
  }
  return base::sha256(lines);
}

// Not where it lies: two archives of one result hold the same statement.
std::string name_of_result(const Image& original, const MinifyOptions& options) {
  for (const std::string& output : options.outputs) {
    const transport::Reference reference = transport::parse_reference(output);
    const bool is_name = reference.transport == transport::Transport::docker_daemon ||
                         reference.transport == transport::Transport::registry;
    const std::string& name = is_name ? reference.location : reference.tag;
    if (!name.empty()) return name;
  }
  return original.name.empty() ? options.reference : original.name;
}

}  // namespace

Attachment attest(const RecordedImage& image, const Verified& verified, const Contract* contract,
                  const Task& task) {
  const Image& original = image.opened.image;
  const std::string statement =
      attestation::format_statement({.name = name_of_result(original, task.options),
                                     .result = verified.candidate.image.manifest.digest,
                                     .source = task.options.reference,
                                     .source_digest = original.digest,
                                     .trace = used_files(image),
                                     .options = stated_options(task.options),
                                     .verification = verified.verification,
                                     .contract = contract});
  task.artifacts.write(artifacts::kStatementFile, statement);
  return {.media_type = attestation::kMediaType,
          .bytes = statement,
          .annotations = {{"in-toto.io/predicate-type", attestation::kPredicateType}}};
}

}  // namespace whittle::pipeline
