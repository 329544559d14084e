// SHA-256 by OpenSSL's EVP.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "whittle/digest.h"

namespace whittle::base {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::span<const std::byte> bytes);
  Digest finish();  // once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

Digest sha256(std::string_view bytes);

}  // namespace whittle::base
