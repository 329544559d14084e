#include "cli/console_progress.h"

#include <unistd.h>

#include <iostream>

namespace whittle::cli {

ConsoleProgress::ConsoleProgress(Detail detail)
    : detail_(detail), terminal_(::isatty(STDERR_FILENO) == 1) {}

ConsoleProgress::~ConsoleProgress() {
  clear_line();
}

void ConsoleProgress::clear_line() {
  if (line_open_) std::cerr << "\r\033[K" << std::flush;
  line_open_ = false;
}

void ConsoleProgress::stage(std::string_view name) {
  const std::lock_guard lock(mutex_);
  clear_line();
  // A line that stays must not be written over: with -v the output of the container comes between.
  line_open_ = terminal_ && detail_ == Detail::brief;
  std::cerr << "whittle: " << name << (line_open_ ? " ..." : "\n") << std::flush;
}

void ConsoleProgress::detail(std::string_view text) {
  if (detail_ == Detail::brief) return;
  const std::lock_guard lock(mutex_);
  std::cerr << "  " << text << std::endl;
}

void ConsoleProgress::output(std::string_view bytes) {
  if (detail_ == Detail::brief) return;
  const std::lock_guard lock(mutex_);
  std::cerr << bytes << std::flush;
}

}  // namespace whittle::cli
