#include "oci/media_type.h"

#include <algorithm>
#include <iterator>

#include "text/join.h"
#include "whittle/error.h"

namespace whittle::oci {
namespace {

struct Row {
  std::string_view name;
  Kind kind;
  Compression compression = Compression::none;
};

constexpr Row kRows[] = {
    {kIndexType, Kind::index},
    {"application/vnd.docker.distribution.manifest.list.v2+json", Kind::index},
    {kManifestType, Kind::manifest},
    {"application/vnd.docker.distribution.manifest.v2+json", Kind::manifest},
    {"application/vnd.docker.distribution.manifest.v1+json", Kind::schema1},
    {"application/vnd.docker.distribution.manifest.v1+prettyjws", Kind::schema1},
    {kConfigType, Kind::config},
    {"application/vnd.docker.container.image.v1+json", Kind::config},
    {"application/vnd.oci.image.layer.v1.tar", Kind::layer},
    {"application/vnd.oci.image.layer.v1.tar+gzip", Kind::layer, Compression::gzip},
    {"application/vnd.oci.image.layer.v1.tar+zstd", Kind::layer, Compression::zstd},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar", Kind::layer},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", Kind::layer,
     Compression::gzip},
    {"application/vnd.oci.image.layer.nondistributable.v1.tar+zstd", Kind::layer,
     Compression::zstd},
    {"application/vnd.docker.image.rootfs.diff.tar", Kind::layer},
    {"application/vnd.docker.image.rootfs.diff.tar.gzip", Kind::layer, Compression::gzip},
    {"application/vnd.docker.image.rootfs.diff.tar.zstd", Kind::layer, Compression::zstd},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar", Kind::layer},
    {"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", Kind::layer, Compression::gzip},
};

const Row* find(std::string_view media_type) {
  const Row* row = std::ranges::find(kRows, media_type, &Row::name);
  return row == std::end(kRows) ? nullptr : row;
}

}  // namespace

Kind kind_of(std::string_view media_type) {
  const Row* row = find(media_type);
  return row ? row->kind : Kind::unknown;
}

std::string_view kind_name(Kind kind) {
  constexpr std::string_view kNames[] = {"an index", "a manifest", "a schema 1 manifest",
                                         "a config", "a layer",    "something unknown"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string names_of(Kind kind) {
  std::string names;
  for (const Row& row : kRows) {
    if (row.kind == kind) text::append_item(names, row.name, ", ");
  }
  return names;
}

Compression layer_compression(const std::string& media_type) {
  const Row* row = find(media_type);
  if (row && row->kind == Kind::layer) return row->compression;
  throw Error("unknown media type \"" + media_type.substr(0, 200) + "\"",
              "known types of layers: " + names_of(Kind::layer));
}

const char* layer_type(Compression compression) {
  switch (compression) {
    case Compression::gzip:
      return "application/vnd.oci.image.layer.v1.tar+gzip";
    case Compression::zstd:
      return "application/vnd.oci.image.layer.v1.tar+zstd";
    case Compression::none:
      break;
  }
  return "application/vnd.oci.image.layer.v1.tar";
}

}  // namespace whittle::oci
