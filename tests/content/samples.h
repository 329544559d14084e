// Small files of formats that are not text, made here.
#pragma once

#include <zlib.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace whittle::content::samples {

inline std::string be32(std::uint32_t value) {
  std::string text;
  for (int shift = 24; shift >= 0; shift -= 8) text += static_cast<char>(value >> shift & 0xff);
  return text;
}

inline std::string deflated(const std::string& bytes) {
  uLongf size = ::compressBound(bytes.size());
  std::string out(size, '\0');
  ::compress(reinterpret_cast<Bytef*>(out.data()), &size,
             reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  out.resize(size);
  return out;
}

inline std::string chunk(const std::string& type, const std::string& data) {
  const std::string body = type + data;
  const uLong sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  return be32(static_cast<std::uint32_t>(data.size())) + body +
         be32(static_cast<std::uint32_t>(sum));
}

// 32 x 32 grey pixels, made by paint from a pixel's number.
template <typename Paint>
std::string png(const std::string& time, Paint paint) {
  std::string pixels;
  for (int y = 0; y < 32; ++y) {
    pixels += '\0';  // no filter
    for (int x = 0; x < 32; ++x) pixels += static_cast<char>(paint(32 * y + x));
  }
  std::string header = be32(32) + be32(32);
  header.append("\x08\0\0\0\0", 5);
  return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("tIME", time) +
         chunk("IDAT", deflated(pixels)) + chunk("IEND", "");
}
inline std::string picture(const std::string& time) {
  return png(time, [](int i) { return i * 7 % 251; });
}
inline std::string black(const std::string& time) {
  return png(time, [](int) { return 0; });
}

// An EBML element with an id as it is written, and a size of 8 bytes.
inline std::string element(const std::string& id, const std::string& data) {
  return id + "\x01" + std::string(3, '\0') + be32(static_cast<std::uint32_t>(data.size())) + data;
}
inline std::string matroska(const std::string& uid, const std::string& media) {
  using namespace std::string_literals;
  return element("\x1a\x45\xdf\xa3", element("\x42\x82", "matroska")) + "\x18\x53\x80\x67" +
         "\x01\xff\xff\xff\xff\xff\xff\xff"s +  // a size that is not known
         element("\x15\x49\xa9\x66", element("\x73\xa4", uid)) +
         element("\x1f\x43\xb6\x75", element("\xa3", media));
}

inline std::string gzip(std::uint32_t time, const std::string& text) {
  std::string compressed = deflated(text);
  const uLong sum =
      ::crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()));
  const auto le32 = [](std::uint32_t value) {
    const std::string be = be32(value);
    return std::string(be.rbegin(), be.rend());
  };
  // What is between zlib's head of 2 bytes and its checksum of 4 is a deflate stream.
  return std::string("\x1f\x8b\x08\0", 4) + le32(time) + std::string("\0\x03", 2) +
         compressed.substr(2, compressed.size() - 6) + le32(static_cast<std::uint32_t>(sum)) +
         le32(static_cast<std::uint32_t>(text.size()));
}

}  // namespace whittle::content::samples
