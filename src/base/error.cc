#include "whittle/error.h"

#include <cerrno>
#include <cstring>

namespace whittle {
namespace {

std::string default_hint(int error_number) {
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return "the disk is full: free some space, or move the cache with --cache DIR";
    default:
      return "";
  }
}

}  // namespace

SystemError::SystemError(const std::string& what, int error_number, std::string hint)
    : Error(what + ": " + std::strerror(error_number),
            hint.empty() ? default_hint(error_number) : std::move(hint)),
      error_number_(error_number) {}

}  // namespace whittle
