// Chooses a manifest of a layout by tag, then by platform.
#include <algorithm>
#include <set>

#include "oci/layout.h"
#include "oci/media_type.h"
#include "text/join.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

constexpr const char* kContainerdName = "io.containerd.image.name";
constexpr const char* kReferenceType = "vnd.docker.reference.type";
constexpr int kNesting = 4;
constexpr std::size_t kManifestBound = 1000;

std::string annotation(const Descriptor& descriptor, const char* key) {
  const auto found = descriptor.annotations.find(key);
  return found == descriptor.annotations.end() ? "" : found->second;
}

// Build tools add provenance as manifests for the platform "unknown"; other artifacts refer to an
// image and have an artifact type.
bool is_attestation(const Descriptor& descriptor) {
  return !descriptor.artifact_type.empty() ||
         annotation(descriptor, kReferenceType) == "attestation-manifest" ||
         (descriptor.platform && descriptor.platform->os == "unknown");
}

std::set<std::string> tags_of(const std::vector<Descriptor>& entries) {
  std::set<std::string> tags;
  for (const Descriptor& entry : entries) {
    const std::string tag = annotation(entry, kRefName);
    tags.insert(tag.empty() ? "(no tag)" : tag);
  }
  return tags;
}

// Entries of one tag that differ in platform are one image, as are the tags of one manifest.
bool is_one_image(const std::vector<Descriptor>& entries) {
  const auto same_digest = [&](const Descriptor& entry) {
    return entry.digest == entries.front().digest;
  };
  const auto has_platform = [](const Descriptor& entry) { return entry.platform.has_value(); };
  return std::ranges::all_of(entries, same_digest) ||
         (tags_of(entries).size() == 1 && std::ranges::all_of(entries, has_platform));
}

std::vector<Descriptor> tagged(const Layout& layout, const std::string& tag) {
  std::vector<Descriptor> entries = layout.index().manifests;
  std::erase_if(entries, is_attestation);
  if (entries.empty()) throw Error(layout.name() + " contains no image");
  const std::set<std::string> tags = tags_of(entries);
  if (tag.empty()) {
    if (is_one_image(entries)) return entries;
    throw Error(layout.name() + " contains several images: " + text::join(tags, ", "),
                "choose one by :TAG");
  }
  std::erase_if(entries, [&](const Descriptor& entry) {
    return annotation(entry, kRefName) != tag && annotation(entry, kContainerdName) != tag;
  });
  if (entries.empty()) {
    throw Error("no image with the tag \"" + tag + "\" in " + layout.name(),
                "it has: " + text::join(tags, ", "));
  }
  return entries;
}

class Candidates {
 public:
  explicit Candidates(const Layout& layout) : layout_(layout) {}

  // Collects the image manifests below an index and ignores other entries (image-index.md).
  void collect(const Descriptor& descriptor, int depth) {
    if (is_attestation(descriptor)) return;
    const Kind kind = kind_of(descriptor.media_type);
    if (kind == Kind::manifest) {
      if (manifests_.size() == kManifestBound)
        throw Error(layout_.name() + " has too many manifests");
      manifests_.push_back(descriptor);
    } else if (kind == Kind::index) {
      if (depth == kNesting)
        throw Error("the indexes of " + layout_.name() + " are nested too deeply");
      if (!seen_.insert(descriptor.digest).second) return;
      for (const Descriptor& item : layout_.read_index(descriptor).manifests) {
        collect(item, depth + 1);
      }
    }
  }

  Descriptor choose(const Platform& wanted, const std::string& name) const {
    std::set<std::string> present;
    for (const Descriptor& manifest : manifests_) {
      const Platform platform = platform_of(manifest);
      if (wanted.matches(platform)) return manifest;
      present.insert(platform.str());
    }
    throw Error(name + " has no image for " + wanted.str(),
                present.empty()
                    ? "it has no image at all"
                    : "it has " + text::join(present, ", ") + ": choose one with --platform");
  }

 private:
  Platform platform_of(const Descriptor& manifest) const {
    if (manifest.platform) return *manifest.platform;
    return layout_.read_config(layout_.read_manifest(manifest).config).platform;
  }

  const Layout& layout_;
  std::vector<Descriptor> manifests_;
  std::set<Digest> seen_;
};

void refuse_unknown(const Descriptor& entry, const Layout& layout) {
  const Kind kind = kind_of(entry.media_type);
  if (kind == Kind::manifest || kind == Kind::index) return;
  if (kind == Kind::schema1) {
    throw Error(layout.name() + " is a Docker image of schema 1",
                "convert it with: skopeo copy --format v2s2 SOURCE DESTINATION");
  }
  throw Error("unknown media type \"" + entry.media_type + "\" of " + entry.digest.str() + " in " +
                  layout.name(),
              "an index lists: " + names_of(Kind::manifest) + ", " + names_of(Kind::index));
}

std::string name_of(const Descriptor& entry) {
  const std::string name = annotation(entry, kContainerdName);
  if (!name.empty()) return name;
  // A tag alone ("latest") is not a name outside its layout.
  const std::string tag = annotation(entry, kRefName);
  return tag.find_first_of(":/") == std::string::npos ? "" : tag;
}

}  // namespace

Chosen choose_manifest(const Layout& layout, const std::string& tag,
                       const std::optional<Platform>& platform) {
  const std::vector<Descriptor> entries = tagged(layout, tag);
  const std::string name = name_of(entries.front());
  if (entries.size() == 1) {
    refuse_unknown(entries.front(), layout);
    if (kind_of(entries.front().media_type) == Kind::manifest) return {entries.front(), name};
  }
  Candidates candidates(layout);
  for (const Descriptor& entry : entries) candidates.collect(entry, 0);
  return {candidates.choose(platform.value_or(Platform::host()),
                            layout.name() + (tag.empty() ? "" : ":" + tag)),
          name};
}

}  // namespace whittle::oci
