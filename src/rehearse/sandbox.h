// Where units are loaded: a container of the image with no network, no capabilities, no volumes and
// nothing that the user gave to the recorded run; its user, environment and working directory are
// the image's. Its files are scratch. Memory, processes, file sizes and time are bounded.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "record/record.h"
#include "rehearse/batches.h"
#include "rehearse/subject.h"
#include "whittle/seccomp_profile.h"
#include "whittle/trace.h"

namespace whittle::rehearse {

struct SandboxOptions {
  std::string runtime = "runc";
  std::filesystem::path cache;
  std::optional<SeccompProfile> seccomp;         // Docker's default; empty: unconfined
  std::chrono::milliseconds time_limit{10'000};  // of all units together
};

enum class Watch {
  nothing,
  opens,       // with the cheapest probe that sees them
  everything,  // to find what was looked for in vain
};

class Sandbox {
 public:
  using Clock = std::chrono::steady_clock;

  // The options must outlive it. Its time begins now.
  Sandbox(const Subject& subject, const SandboxOptions& options);

  // Loads units by the plan's command; what they use is added to `trace`. What cannot be run is a
  // value.
  std::vector<UnitResult> load(const Plan& plan, std::span<const Unit> units, Watch watch,
                               Trace& trace);
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }
  double container_seconds() const { return container_seconds_; }

 private:
  std::chrono::milliseconds time_left() const;
  BatchRun run(const Plan& plan, std::span<const Unit> units, const std::string& token, Watch watch,
               Trace& trace);

  Image image_;
  const Subject& subject_;
  const SandboxOptions& options_;
  Clock::time_point began_ = Clock::now();
  double container_seconds_ = 0;
};

}  // namespace whittle::rehearse
