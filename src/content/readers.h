// The formats whose parts are known. Each reader returns false for what is not well-formed to its
// end; what it has added by then does not count.
#pragma once

#include <string_view>

#include "content/parts.h"

namespace whittle::content {

// Portable Network Graphics (W3C, PNG): the picture is compared as it is after decompression; times
// and texts are left out.
bool read_png(std::string_view bytes, Parts& parts);
// Matroska and WebM (RFC 8794, RFC 9559): unique ids, dates and names of writers may vary.
bool read_ebml(std::string_view bytes, Parts& parts);
// WAV, AVI, WebP (RIFF): notes about the file may vary.
bool read_riff(std::string_view bytes, Parts& parts);
// Ogg (RFC 3533): serial numbers, and the checksums over them, are left out.
bool read_ogg(std::string_view bytes, Parts& parts);
// MP4 and its like (ISO/IEC 14496-12): times of making and of changes are left out.
bool read_boxes(std::string_view bytes, Parts& parts);
// PDF (ISO 32000-1): dates and ids are left out.
bool read_pdf(std::string_view bytes, Parts& parts);
// Whatever libarchive reads: tar, zip, cpio, ar, and one file in gzip, bzip2, xz or zstd. Times of
// members are left out.
bool read_archive(std::string_view bytes, Parts& parts);

}  // namespace whittle::content
