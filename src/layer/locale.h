// libarchive converts names between character sets according to the thread's locale. Even from
// UTF-8 to UTF-8 it normalises accents, which changes names. In the "C" locale names stay the bytes
// of the tar.
#pragma once

#include <locale.h>

namespace whittle::layer {

// Made once, because it is read from disk. A locale that is not installed changes nothing.
class Locale {
 public:
  explicit Locale(const char* name) : locale_(::newlocale(LC_ALL_MASK, name, nullptr)) {}
  Locale(const Locale&) = delete;
  Locale& operator=(const Locale&) = delete;
  ~Locale() {
    if (locale_ != nullptr) ::freelocale(locale_);
  }
  locale_t get() const { return locale_; }

 private:
  locale_t locale_;
};

// Sets the thread's locale for its own lifetime. The locale has to outlive it.
class InLocale {
 public:
  explicit InLocale(const Locale& locale)
      : before_(locale.get() != nullptr ? ::uselocale(locale.get()) : nullptr) {}
  InLocale(const InLocale&) = delete;
  InLocale& operator=(const InLocale&) = delete;
  ~InLocale() {
    if (before_ != nullptr) ::uselocale(before_);
  }

 private:
  locale_t before_;
};

}  // namespace whittle::layer
