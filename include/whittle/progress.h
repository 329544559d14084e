// Receives the progress of a command. Libraries never print; the command line implements this.
#pragma once

#include <string_view>

namespace whittle {

class Progress {
 public:
  virtual ~Progress() = default;
  virtual void stage(std::string_view name) = 0;    // a stage begins
  virtual void detail(std::string_view text) = 0;   // what the stage found, for -v
  virtual void output(std::string_view bytes) = 0;  // the container's output as it comes, for -v
};

class SilentProgress : public Progress {
 public:
  void stage(std::string_view) override {}
  void detail(std::string_view) override {}
  void output(std::string_view) override {}
};

}  // namespace whittle
