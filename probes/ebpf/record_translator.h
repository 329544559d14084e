// Turns the records of the BPF program into the trace. Used by one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "probes/calls/path_calls.h"
#include "probes/calls/path_uses.h"
#include "probes/ebpf/image_view.h"
#include "probes/ebpf/parsed_record.h"
#include "probes/trace_builder.h"

namespace whittle::probes {

class RecordTranslator {
 public:
  RecordTranslator(const RecordingScope& scope, TraceBuilder& builder);

  void add(const ParsedRecord& recorded);
  void learn_mounts(pid_t pid) { view_.learn_mounts(pid); }
  // The path of the executable with this inode number; empty if it is not in the image.
  std::string program(std::uint64_t number) const;
  PathCalls& path_calls() { return path_calls_; }
  const std::vector<path_spec>& specs() const { return specs_; }

 private:
  void add_call(const ParsedRecord& recorded);
  void add_exec(const ParsedRecord& recorded);
  void add_interpreters(const ParsedRecord& recorded, Resolution file, int error, Phase phase);
  Resolution resolve(const ParsedRecord& recorded, const PathUse& use);
  void note_mounts(const ParsedRecord& recorded, const PathCall& path_call,
                   const std::vector<Resolution>& resolutions);
  CallerContext context_of(const ParsedRecord& recorded, int which) const;

  TraceBuilder& builder_;
  ImageView view_;
  PathCalls path_calls_;
  std::vector<path_spec> specs_;
  std::map<std::uint64_t, std::string> programs_;
};

}  // namespace whittle::probes
