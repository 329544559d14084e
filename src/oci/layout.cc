#include "oci/layout.h"

#include <nlohmann/json.hpp>

#include "oci/json.h"
#include "oci/media_type.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

std::string path_of(const Descriptor& descriptor) {
  return "blobs/sha256/" + std::string(descriptor.digest.hex());
}

}  // namespace

Layout::Layout(std::shared_ptr<const Files> files, std::string name)
    : files_(std::move(files)), name_(std::move(name)) {
  const auto marker = files_->find("oci-layout");
  if (!marker || !files_->find("index.json")) {
    throw Error(name_ + " is not an image layout", files_->find("manifest.json")
                                                       ? "open it as docker-archive:FILE"
                                                       : "it has no oci-layout and index.json");
  }
  const std::string what = "oci-layout of " + name_;
  const std::string version = with_context(what, [&] {
    return string_member(parse_json(read_document(*marker, {}, what)), "imageLayoutVersion");
  });
  if (!version.starts_with("1."))
    throw Error(what + " has the unknown version \"" + version + "\"");
}

Index Layout::index() const {
  const std::string what = "index.json of " + name_;
  const std::string text = read_document(*files_->find("index.json"), {}, what);
  return with_context(what, [&] { return parse_index(text); });
}

Index Layout::read_index(const Descriptor& descriptor) const {
  const std::string text = read(descriptor);
  return with_context("the index, " + call(descriptor), [&] { return parse_index(text); });
}

Manifest Layout::read_manifest(const Descriptor& descriptor) const {
  const std::string text = read(descriptor);
  return with_context("the manifest, " + call(descriptor), [&] { return parse_manifest(text); });
}

ImageConfig Layout::read_config(const Descriptor& descriptor) const {
  if (kind_of(descriptor.media_type) != Kind::config) {
    throw Error(name_ + " is not a container image: its config has the media type \"" +
                descriptor.media_type + "\"");
  }
  std::string text = read(descriptor);
  return with_context("the config, " + call(descriptor),
                      [&] { return parse_config(std::move(text)); });
}

std::unique_ptr<ByteSource> Layout::open(const Descriptor& descriptor) const {
  return stream(find(descriptor), descriptor.digest, call(descriptor));
}

std::string Layout::read(const Descriptor& descriptor) const {
  return read_document(find(descriptor), descriptor.digest, call(descriptor));
}

bool Layout::has(const Descriptor& descriptor) const {
  return files_->find(path_of(descriptor)).has_value();
}

FileSlice Layout::find(const Descriptor& descriptor) const {
  const auto slice = files_->find(path_of(descriptor));
  if (!slice) throw Error(call(descriptor) + " is missing", "fetch or save the image again");
  if (slice->size != descriptor.size) {
    throw Error(call(descriptor) + " has " + std::to_string(slice->size) + " bytes instead of " +
                    std::to_string(descriptor.size),
                "the image is damaged: fetch or save it again");
  }
  return *slice;
}

std::string Layout::call(const Descriptor& descriptor) const {
  return "blob " + descriptor.digest.str() + " of " + name_;
}

}  // namespace whittle::oci
