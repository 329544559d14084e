// An image layout (image-spec, image-layout.md): its index and its blobs, every blob checked
// against its descriptor. Where the files lie (directory, archive) is the business of Files.
//
// Throws Error that names the layout and the blob.
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
  // name is what messages call it: "oci:DIR". Throws where this is no image layout.
  Layout(std::shared_ptr<const Files> files, std::string name);

  const std::string& name() const { return name_; }
  Index index() const;
  Index read_index(const Descriptor& descriptor) const;
  Manifest read_manifest(const Descriptor& descriptor) const;
  ImageConfig read_config(const Descriptor& descriptor) const;
  std::unique_ptr<ByteSource> open(const Descriptor& descriptor) const;
  // A layout may hold only some of the blobs that it speaks of.
  bool has(const Descriptor& descriptor) const;

 private:
  FileSlice find(const Descriptor& descriptor) const;
  std::string read(const Descriptor& descriptor) const;
  std::string call(const Descriptor& descriptor) const;

  std::shared_ptr<const Files> files_;
  std::string name_;
};

// The manifest that tag (empty: the only one) and platform (empty: the host's) choose, through
// nested indexes. Attestations are no images and never chosen. A manifest that no index stands
// before is chosen whatever its platform; the caller looks at its config.
struct Chosen {
  Descriptor manifest;
  std::string name;  // "nginx:latest" where the layout tells one
};
Chosen choose_manifest(const Layout& layout, const std::string& tag,
                       const std::optional<Platform>& platform);

}  // namespace whittle::oci
