#include "oci/referrer.h"

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "oci/descriptor_json.h"
#include "oci/json.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

using Json = nlohmann::json;

// An annotation of the index entry, which has no member for the subject.
constexpr const char* kSubject = "dev.whittle.subject";

Descriptor descriptor_for(const std::string& media_type, std::string_view bytes) {
  return {.media_type = media_type,
          .digest = base::sha256(bytes),
          .size = static_cast<std::int64_t>(bytes.size())};
}

}  // namespace

Digest empty_config_digest() {
  return base::sha256(kEmptyConfig);
}

Referrer make_referrer(const Descriptor& subject, const Attachment& attachment) {
  Referrer referrer;
  referrer.blob = descriptor_for(attachment.media_type, attachment.bytes);
  referrer.blob.annotations = attachment.annotations;
  const Descriptor subject_alone{
      .media_type = subject.media_type, .digest = subject.digest, .size = subject.size};
  Json manifest = {{"schemaVersion", 2},
                   {"mediaType", kManifestType},
                   {"artifactType", attachment.media_type},
                   {"config", json_of(descriptor_for(kEmptyType, kEmptyConfig))},
                   {"layers", {json_of(referrer.blob)}},
                   {"subject", json_of(subject_alone)}};
  if (!attachment.annotations.empty()) manifest["annotations"] = attachment.annotations;
  referrer.manifest_json = format_json(manifest);
  referrer.manifest = descriptor_for(kManifestType, referrer.manifest_json);
  referrer.manifest.artifact_type = attachment.media_type;
  referrer.manifest.annotations = attachment.annotations;
  referrer.manifest.annotations[kSubject] = subject.digest.str();
  return referrer;
}

std::string empty_index() {
  return format_json(
      {{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", Json::array()}});
}

std::string put_referrer(std::string_view index_text, const Referrer& referrer) {
  Json index = parse_json(index_text);
  remove_manifests(index, [&](const Json& entry) {
    const auto annotations = string_map_member(entry, "annotations");
    const auto subject = annotations.find(kSubject);
    const std::string type = string_member(entry, "artifactType");
    const bool is_older = subject != annotations.end() &&
                          subject->second == referrer.manifest.annotations.at(kSubject) &&
                          (type.empty() || type == referrer.manifest.artifact_type);
    return is_older || string_member(entry, "digest") == referrer.manifest.digest.str();
  });
  index["manifests"].push_back(json_of(referrer.manifest));
  return format_json(index);
}

}  // namespace whittle::oci
