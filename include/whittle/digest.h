// Content digests (image-spec, descriptor.md#digests).
//
// `Digest` names bytes as they are stored, `DiffId` a layer's uncompressed tar: two types, because
// mixing them up is the classic mistake of image tools. Only sha256 is accepted.
#pragma once

#include <compare>
#include <string>
#include <string_view>

namespace whittle {

class Digest {
 public:
  Digest() = default;
  // "sha256:<64 lower-case hex digits>"; throws Error for anything else.
  static Digest parse(std::string_view text);
  static Digest from_hex(std::string_view hex) { return parse("sha256:" + std::string(hex)); }

  const std::string& str() const { return text_; }
  std::string_view hex() const { return std::string_view(text_).substr(text_.empty() ? 0 : 7); }
  std::string short_hex() const { return std::string(hex().substr(0, 12)); }
  bool empty() const { return text_.empty(); }
  auto operator<=>(const Digest&) const = default;

 private:
  std::string text_;
};

struct DiffId {
  Digest digest;
  auto operator<=>(const DiffId&) const = default;
};

}  // namespace whittle
