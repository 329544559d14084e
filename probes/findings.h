// What a probe has found so far, bounded: a container that looks up millions of names must not fill
// our memory. Not for use by several threads at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "whittle/trace.h"

namespace whittle::probes {

class Findings {
 public:
  // Beyond these, files are counted as lost; absent paths, which decide nothing, are dropped.
  static constexpr std::size_t kMaxFiles = 400'000;
  static constexpr std::size_t kMaxAbsent = 100'000;
  static constexpr std::size_t kMaxProcesses = 10'000;

  explicit Findings(std::string source) : source_(std::move(source)) {}

  void file(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  void absent(const std::string& path, EnumSet<Use> uses, Phase phase, const std::string& user);
  void process(ProcessRecord process);
  Losses& losses() { return trace_.losses; }
  Trace& trace() { return trace_; }
  void merge_into(Trace& into);

 private:
  void note(FileUse& use, EnumSet<Use> uses, Phase phase, const std::string& user);

  std::string source_;
  Trace trace_;
};

}  // namespace whittle::probes
