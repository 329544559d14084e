#include "whittle/error.h"

#include <cerrno>
#include <system_error>

namespace whittle {
namespace {

struct Hint {
  int error_number;
  const char* text;
};

constexpr Hint kHints[] = {
    {ENOSPC, "the disk is full: free some space, or move the cache with --cache DIR"},
    {EDQUOT, "the disk quota is exceeded: free some space, or move the cache with --cache DIR"},
    {EROFS, "the file system is read-only: choose another place"},
    {EACCES, "check the permissions of the path, or run whittle as root"},
    {EPERM, "whittle needs root, with CAP_SYS_ADMIN and CAP_SYS_PTRACE where root is restricted"},
    {ENOENT, "check that the path is right and its directory exists"},
    {ENOTDIR, "check the path: a part of it is a file, not a directory"},
    {EISDIR, "the path is a directory, not a file"},
    {EMFILE, "raise the limit of open files (ulimit -n)"},
    {ENOMEM, "free some memory"},
};

std::string default_hint(int error_number) {
  for (const Hint& hint : kHints) {
    if (hint.error_number == error_number) return hint.text;
  }
  return "";
}

}  // namespace

std::string error_text(int error_number) {
  return std::generic_category().message(error_number);
}

SystemError::SystemError(const std::string& what, int error_number, std::string hint)
    : Error(what + ": " + error_text(error_number),
            hint.empty() ? default_hint(error_number) : std::move(hint)),
      error_number_(error_number) {}

}  // namespace whittle
