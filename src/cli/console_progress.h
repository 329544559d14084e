// Progress on stderr: one line that is written over on a terminal, plain lines elsewhere.
#pragma once

#include <mutex>

#include "whittle/progress.h"

namespace whittle::cli {

enum class Detail { brief, verbose };

class ConsoleProgress : public Progress {
 public:
  explicit ConsoleProgress(Detail detail);
  ~ConsoleProgress() override;
  void stage(std::string_view name) override;
  void detail(std::string_view text) override;
  void output(std::string_view bytes) override;

 private:
  void clear_line();

  std::mutex mutex_;  // output() comes from the container's reader thread
  Detail detail_;
  bool terminal_;
  bool line_open_ = false;
};

}  // namespace whittle::cli
