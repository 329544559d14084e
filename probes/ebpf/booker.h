// Makes findings of the records of the program in the kernel. Used by one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "probes/calls/path_calls.h"
#include "probes/calls/path_uses.h"
#include "probes/ebpf/image_view.h"
#include "probes/ebpf/recorded.h"
#include "probes/findings.h"

namespace whittle::probes {

class Booker {
 public:
  Booker(const RecordingScope& scope, Findings& findings);

  void add(const Recorded& recorded);
  void learn_mounts(pid_t pid) { view_.learn_mounts(pid); }
  // The executable with this number; empty: none of the image's.
  std::string program(std::uint64_t number) const;
  PathCalls& path_calls() { return path_calls_; }
  const std::vector<path_spec>& specs() const { return specs_; }

 private:
  void add_call(const Recorded& recorded);
  void add_exec(const Recorded& recorded);
  void add_interpreters(const Recorded& recorded, Resolution file, int error, Phase phase);
  Resolution resolve(const Recorded& recorded, const PathUse& use);
  void note_mounts(const Recorded& recorded, const PathCall& path_call,
                   const std::vector<Resolution>& resolutions);
  Stance stance(const Recorded& recorded, int which) const;

  Findings& findings_;
  ImageView view_;
  PathCalls path_calls_;
  std::vector<path_spec> specs_;
  std::map<std::uint64_t, std::string> programs_;
};

}  // namespace whittle::probes
