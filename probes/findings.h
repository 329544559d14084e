// What a probe has found so far, bounded: a container that looks up millions of names must not fill
// our memory. Not for use by several threads at once, but for begin().
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "whittle/trace.h"

namespace whittle::probes {

class Findings {
 public:
  // Bytes, about. Beyond them, files are counted as lost; absent and refused paths, which decide
  // nothing, are dropped, and so are processes.
  static constexpr std::size_t kMaxFiles = std::size_t{96} << 20;
  static constexpr std::size_t kMaxAbsent = std::size_t{24} << 20;
  static constexpr std::size_t kMaxRefused = std::size_t{8} << 20;  // of each kind
  static constexpr std::size_t kMaxProcesses = std::size_t{16} << 20;

  explicit Findings(std::string source) : source_(std::move(source)) {}

  void file(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  void absent(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  // error: EROFS, EACCES or EPERM; what else a call ended with is nothing that was refused.
  void refused(const std::string& path, EnumSet<Use> uses, int error, Phase phase,
               const std::string& user);
  void process(ProcessRecord process);
  // What is found from now on is this exercise's doing, but for the runtime's and the shutdown's.
  // From any one thread.
  void begin(const std::string& exercise);
  // What drives the app now; null where nothing does in that phase. Stays where it is.
  const std::string* exercise_in(Phase phase) const {
    return is_driven(phase) ? exercise_.load() : nullptr;
  }
  Losses& losses() { return trace_.losses; }
  Trace& trace() { return trace_; }
  void merge_into(Trace& into);

 private:
  // The entry of a path, made where it is not there yet; null beyond the bound.
  static FileUse* entry(std::map<std::string, FileUse>& files, const std::string& path,
                        std::size_t& used, std::size_t bound);
  void note(FileUse& use, EnumSet<Use> uses, Phase phase, const std::string& user);

  std::string source_;
  std::deque<std::string> exercises_;  // whose names stay where they are
  std::atomic<const std::string*> exercise_ = nullptr;
  Trace trace_;
  std::size_t files_used_ = 0;
  std::size_t absent_used_ = 0;
  std::size_t refused_used_ = 0;
  std::size_t forbidden_used_ = 0;
  std::size_t processes_used_ = 0;
};

}  // namespace whittle::probes
