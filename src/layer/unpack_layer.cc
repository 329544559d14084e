#include <unistd.h>

#include "layer/layer_cache.h"
#include "layer/layer_reader.h"
#include "layer/unpacked_files.h"
#include "whittle/error.h"

namespace whittle::layer {

CachedLayer unpack_layer(const BlobSource& blobs, const Layer& layer,
                         const std::filesystem::path& directory) {
  if (::geteuid() != 0) {
    throw Error("unpacking an image's layers needs root: files keep their owners",
                "run whittle as root, with sudo for example");
  }
  UnpackedFiles files(directory);
  LayerIndex index = read_layer(blobs.open(layer), layer, files);
  files.finish(index);
  return {directory, std::move(index), nullptr};
}

}  // namespace whittle::layer
