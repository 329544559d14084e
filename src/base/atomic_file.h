// A file that appears complete or not at all: written under a temporary name, then renamed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/fd.h"

namespace whittle::base {

class AtomicFile {
 public:
  explicit AtomicFile(std::filesystem::path target, unsigned mode = 0644);
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;
  ~AtomicFile();  // without commit(): the temporary file is removed

  int fd() const { return fd_.get(); }
  void write(std::string_view bytes) { write_all(fd_.get(), bytes, target_.string()); }
  void commit();      // throws SystemError
  bool commit_new();  // like commit(), but false where the name exists

 private:
  std::filesystem::path target_;
  std::string temporary_;
  Fd fd_;
};

void write_file(const std::filesystem::path& target, std::string_view bytes);  // atomically

}  // namespace whittle::base
