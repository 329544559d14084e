// A stored layer as its uncompressed tar.
//
// The first bytes show the compression (RFC 1952, RFC 8878). Where the media type names one, too,
// both have to agree. Several gzip members or zstd frames are one stream. Throws Error for an
// unknown media type, and for a truncated or corrupted stream.
#pragma once

#include <memory>
#include <string>

#include "whittle/image.h"

namespace whittle::layer {

// media_type may be empty: a docker-archive has none. Reading the result to its end reads stored to
// its end.
std::unique_ptr<ByteSource> decompress(std::unique_ptr<ByteSource> stored,
                                       const std::string& media_type);

}  // namespace whittle::layer
