// A stored layer as its uncompressed tar.
//
// The compression is told by the first bytes (RFC 1952, RFC 8878); where the media type names one,
// too, both must agree. Streams of several gzip members or zstd frames are one stream. Throws Error
// for an unknown media type, a truncated or a corrupted stream.
#pragma once

#include <memory>
#include <string>

#include "whittle/image.h"

namespace whittle::layer {

// media_type may be empty: a docker-archive has none. The result reads stored to its end.
std::unique_ptr<ByteSource> decompress(std::unique_ptr<ByteSource> stored,
                                       const std::string& media_type);

}  // namespace whittle::layer
