// An archive of a few files, the same bytes for the same files: no time, owner or name of this
// machine in it.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace whittle::transport {

class TarOutput {
 public:
  // Writes to fd, which stays the caller's. what names the archive in messages.
  TarOutput(int fd, std::string what);
  ~TarOutput();

  void add_directory(const std::string& name);
  void add(const std::string& name, std::string_view bytes);
  void add_file(const std::string& name, const std::filesystem::path& file);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whittle::transport
