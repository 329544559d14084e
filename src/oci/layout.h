// An image layout (image-spec, image-layout.md): its index and its blobs. Every blob is verified
// against its descriptor. Files reads them from a directory or an archive.
//
// Throws Error with the names of the layout and the blob.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "oci/config.h"
#include "oci/files.h"
#include "oci/manifest.h"
#include "whittle/image.h"

namespace whittle::oci {

class Layout {
 public:
  // name is used in messages: "oci:DIR". Throws where files is not an image layout.
  Layout(std::shared_ptr<const Files> files, std::string name);

  const std::string& name() const { return name_; }
  Index index() const;
  Index read_index(const Descriptor& descriptor) const;
  Manifest read_manifest(const Descriptor& descriptor) const;
  ImageConfig read_config(const Descriptor& descriptor) const;
  std::unique_ptr<ByteSource> open(const Descriptor& descriptor) const;
  // A layout may have only some of the blobs that it refers to.
  bool has(const Descriptor& descriptor) const;

 private:
  FileSlice find(const Descriptor& descriptor) const;
  std::string read(const Descriptor& descriptor) const;
  std::string call(const Descriptor& descriptor) const;

  std::shared_ptr<const Files> files_;
  std::string name_;
};

// The manifest for tag (empty: the only one) and platform (none: the host's), through nested
// indexes. Attestations are never chosen. Where the layout has a single manifest without an index
// of platforms, it is chosen whatever its platform; the caller checks its config.
struct Chosen {
  Descriptor manifest;
  std::string name;  // "nginx:latest" where the layout has a name
};
Chosen choose_manifest(const Layout& layout, const std::string& tag,
                       const std::optional<Platform>& platform);

}  // namespace whittle::oci
