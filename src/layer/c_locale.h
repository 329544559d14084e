// libarchive converts names between character sets by the thread's locale, and even composes
// accents anew where both sides are UTF-8: another name. In the "C" locale it hands out the tar's
// own bytes.
#pragma once

#include <locale.h>

namespace whittle::layer {

// This thread's locale, while it lives.
class CLocale {
 public:
  explicit CLocale(const char* name = "C")
      : locale_(::newlocale(LC_ALL_MASK, name, nullptr)),
        before_(locale_ != nullptr ? ::uselocale(locale_) : nullptr) {}
  CLocale(const CLocale&) = delete;
  CLocale& operator=(const CLocale&) = delete;
  ~CLocale() {
    if (locale_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t before_;
};

}  // namespace whittle::layer
