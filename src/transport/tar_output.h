// Writes an archive of a few files. The same files give the same bytes: it has no times, owners or
// names of this machine.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace whittle::transport {

class TarOutput {
 public:
  // Writes to fd, which the caller owns. what is the archive's name in messages.
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
