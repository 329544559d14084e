// docker://NAME: pushed by skopeo from an image layout. Documents about the image are pushed before
// it, so that they exist when its tag moves.
//
// A statement is a manifest with a subject, pushed by its digest. For registries without the
// referrers API it is also listed in an index under the tag "sha256-HEX" of the subject's digest
// (distribution-spec 1.1, "Referrers Tag Schema"). skopeo before 1.14 leaves artifactType out of
// that list; the manifest has it.
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/sha256.h"
#include "base/temp_dir.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "oci/media_type.h"
#include "oci/referrer.h"
#include "transport/destinations.h"
#include "transport/skopeo.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

namespace fs = std::filesystem;

constexpr const char* kImageTag = "image";
constexpr const char* kReferrerTag = "referrer";
constexpr const char* kListTag = "referrers";

void put(const fs::path& layout, const Descriptor& descriptor, const std::string& tag) {
  const fs::path index = layout / "index.json";
  base::write_file(index,
                   oci::put_manifest(base::read_file(index, oci::kJsonBound), descriptor, tag));
}

void push_list(const fs::path& layout, const std::string& list, const std::string& name) {
  const Descriptor descriptor{.media_type = oci::kIndexType,
                              .digest = base::sha256(list),
                              .size = static_cast<std::int64_t>(list.size())};
  base::write_file(layout / "blobs/sha256" / descriptor.digest.hex(), list);
  put(layout, descriptor, kListTag);
  skopeo::push(layout, kListTag, name, skopeo::Push::index_alone);
}

void push_attachments(const WrittenImage& image, const fs::path& layout,
                      const std::string& repository) {
  const std::string list_name = repository + ":sha256-" + std::string(image.manifest.digest.hex());
  std::string list = skopeo::read_manifest(list_name).value_or(oci::empty_index());
  for (const Attachment& attachment : image.attachments) {
    const oci::Referrer referrer = oci::make_referrer(image.manifest, attachment);
    put(layout, referrer.manifest, kReferrerTag);
    skopeo::push(layout, kReferrerTag, repository + "@" + referrer.manifest.digest.str(),
                 skopeo::Push::image);
    list = with_context("the list of referrers docker://" + list_name,
                        [&] { return oci::put_referrer(list, referrer); });
  }
  push_list(layout, list, list_name);
}

}  // namespace

void check_registry(const Reference& reference) {
  if (reference.location.find('@') != std::string::npos) {
    throw UsageError(
        "cannot write to " + reference.text + ": the digest of a new image is not known yet",
        "write docker://HOST/NAME:TAG");
  }
  // Whether the manifest exists or not, the registry has to answer.
  skopeo::read_manifest(reference.location);
}

void write_registry(const WrittenImage& image, const Reference& reference, const fs::path& work) {
  const base::TempDir scratch(work, "registry");
  const fs::path layout = scratch.path() / "layout";
  write_layout(image, {.transport = Transport::oci,
                       .text = reference.text,
                       .location = layout.string(),
                       .tag = kImageTag});
  if (!image.attachments.empty()) {
    push_attachments(image, layout, repository_of(reference.location));
  }
  const Digest pushed = skopeo::push(layout, kImageTag, reference.location, skopeo::Push::image);
  if (pushed == image.manifest.digest) return;
  throw Error("the registry has " + reference.text + " as " + pushed.str() + " instead of " +
              image.manifest.digest.str());
}

}  // namespace whittle::transport
