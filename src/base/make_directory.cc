#include "base/make_directory.h"

#include "whittle/error.h"

namespace whittle::base {

void make_directory(const std::filesystem::path& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) throw SystemError("cannot make the directory " + directory.string(), error.value());
}

}  // namespace whittle::base
