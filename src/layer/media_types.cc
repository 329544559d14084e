#include "layer/media_types.h"

#include "whittle/error.h"

namespace whittle::layer {
namespace {

struct MediaType {
  std::string_view name;
  Compression compression;
};

// The first three are what we write.
constexpr MediaType kMediaTypes[] = {
    {"application/vnd.oci.image.layer.v1.tar", Compression::none},
    {"application/vnd.oci.image.layer.v1.tar+gzip", Compression::gzip},
    {"application/vnd.oci.image.layer.v1.tar+zstd", Compression::zstd},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar", Compression::none},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", Compression::gzip},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", Compression::zstd},
    {"application/vnd.docker.image.rootfs.diff.tar", Compression::none},
    {"application/vnd.docker.image.rootfs.diff.tar.gzip", Compression::gzip},
    {"application/vnd.docker.image.rootfs.diff.tar.zstd", Compression::zstd},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar", Compression::none},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", Compression::gzip},
};

}  // namespace

std::optional<Compression> compression_of(const std::string& media_type) {
  if (media_type.empty()) return std::nullopt;
  std::string known;
  for (const MediaType& type : kMediaTypes) {
    if (type.name == media_type) return type.compression;
    known.append(known.empty() ? "" : ", ").append(type.name);
  }
  throw Error("unknown media type \"" + media_type.substr(0, 200) + "\"",
              "layers that can be read are: " + known);
}

std::string_view media_type_of(Compression compression) {
  for (const MediaType& type : kMediaTypes) {
    if (type.compression == compression) return type.name;
  }
  return {};
}

std::string_view compression_name(Compression compression) {
  switch (compression) {
    case Compression::none:
      return "plain tar";
    case Compression::gzip:
      return "gzip";
    case Compression::zstd:
      return "zstd";
  }
  return {};
}

}  // namespace whittle::layer
