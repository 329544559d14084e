// The part of the trace that one probe records, bounded in size: a container that looks up millions
// of names must not fill our memory. Not thread-safe, except begin().
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "whittle/trace.h"

namespace whittle::probes {

class TraceBuilder {
 public:
  // Approximate sizes in bytes. Beyond the limit, files are counted as losses; absent and refused
  // paths and processes are dropped silently, since no file is kept because of them.
  static constexpr std::size_t kMaxFiles = std::size_t{96} << 20;
  static constexpr std::size_t kMaxAbsent = std::size_t{24} << 20;
  static constexpr std::size_t kMaxRefused = std::size_t{8} << 20;  // of each kind
  static constexpr std::size_t kMaxProcesses = std::size_t{16} << 20;

  explicit TraceBuilder(std::string source) : source_(std::move(source)) {}

  void add_file(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  void add_absent(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  // Recorded for EROFS, EACCES and EPERM; other errors are not refusals and are ignored.
  void add_refused(const std::string& path, EnumSet<Use> uses, int error, Phase phase,
                   const std::string& user);
  void add_process(ProcessRecord process);
  // Attributes what is added from now on to this exercise, except in the phases runtime and
  // shutdown. May be called from another thread than the rest.
  void begin(const std::string& exercise);
  // The current exercise; null in phases that no exercise drives. The pointer stays valid.
  const std::string* exercise_in(Phase phase) const {
    return is_driven(phase) ? exercise_.load() : nullptr;
  }
  Losses& losses() { return trace_.losses; }
  Trace& trace() { return trace_; }
  void merge_into(Trace& into);

 private:
  // Finds or creates the entry of a path; null when the limit is reached.
  static FileUse* entry(std::map<std::string, FileUse>& files, const std::string& path,
                        std::size_t& used, std::size_t bound);
  void note(FileUse& use, EnumSet<Use> uses, Phase phase, const std::string& user);

  std::string source_;
  std::deque<std::string> exercises_;  // a deque, so that pointers to the names stay valid
  std::atomic<const std::string*> exercise_ = nullptr;
  Trace trace_;
  std::size_t files_used_ = 0;
  std::size_t absent_used_ = 0;
  std::size_t refused_used_ = 0;
  std::size_t forbidden_used_ = 0;
  std::size_t processes_used_ = 0;
};

}  // namespace whittle::probes
