// What a command has made, to a file that appears whole, or to stdout where no file is named.
#pragma once

#include <iostream>
#include <string>

#include "base/atomic_file.h"

namespace whittle::cli {

inline void put_text(const std::string& file, const std::string& text) {
  if (file.empty()) {
    std::cout << text;
  } else {
    base::write_file(file, text);
  }
}

}  // namespace whittle::cli
