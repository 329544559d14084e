// libarchive converts names between character sets by the thread's locale, and even composes
// accents anew where both sides are UTF-8: another name. Read in the "C" locale, names are the
// tar's own bytes.
#pragma once

#include <locale.h>

namespace whittle::layer {

// Made once: it is read from disk. One that the machine does not have leaves threads as they are.
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

// The thread's locale, as long as this lives; the locale must live longer.
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
