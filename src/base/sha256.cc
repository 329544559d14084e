#include "base/sha256.h"

#include <openssl/evp.h>

#include <array>

#include "whittle/error.h"

namespace whittle {

Digest Digest::parse(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  const bool shaped =
      text.starts_with(kPrefix) && text.size() == kPrefix.size() + 64 &&
      text.substr(kPrefix.size()).find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!shaped) {
    throw Error("not a sha256 digest: \"" + std::string(text.substr(0, 100)) + "\"");
  }
  Digest digest;
  digest.text_ = text;
  return digest;
}

namespace base {

struct Sha256::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> evp{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  if (!context_->evp || EVP_DigestInit_ex(context_->evp.get(), EVP_sha256(), nullptr) != 1) {
    throw Error("OpenSSL has no SHA-256");
  }
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::span<const std::byte> bytes) {
  EVP_DigestUpdate(context_->evp.get(), bytes.data(), bytes.size());
}

Digest Sha256::finish() {
  std::array<unsigned char, 32> raw{};
  EVP_DigestFinal_ex(context_->evp.get(), raw.data(), nullptr);
  std::string hex;
  for (const unsigned char byte : raw) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[byte >> 4];
    hex += kDigits[byte & 15];
  }
  return Digest::from_hex(hex);
}

Digest sha256(std::string_view bytes) {
  Sha256 hash;
  hash.update(std::as_bytes(std::span(bytes)));
  return hash.finish();
}

}  // namespace base
}  // namespace whittle
