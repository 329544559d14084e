// gzip by libdeflate: each megabyte is a member of its own (RFC 1952, 2.2), so that threads can
// share the work. Headers have no time and no name. Level 0 means the default level.
#pragma once

#include "layer/compress.h"

namespace whittle::layer {

std::unique_ptr<Compressor> make_gzip_compressor(Compressor::Output output, int level,
                                                 unsigned threads);

}  // namespace whittle::layer
