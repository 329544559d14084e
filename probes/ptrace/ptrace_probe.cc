// Every system call of the container with each path in it: slow, but complete except for files that
// the kernel opens by itself. Follows the runtime from before its exec. With "ptrace-filter" the
// container's seccomp filter causes the stops: once for most calls instead of twice.
#include "probes/calls/filter_architectures.h"
#include "probes/calls/follower.h"
#include "probes/probes.h"
#include "probes/ptrace/tracer.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

struct Mode {
  const char* name;
  Stops stops;
};
constexpr Mode kAtEachCall{"ptrace", Stops::at_each_call};
constexpr Mode kByFilter{"ptrace-filter", Stops::by_filter};

class PtraceProbe : public Probe {
 public:
  explicit PtraceProbe(const Mode& mode) : mode_(mode) {}

  std::string_view name() const override { return mode_.name; }
  Sees sees() const override { return kFollowerSees; }
  void prepare(const RecordingScope& scope) override {
    tracer_ = std::make_unique<Tracer>(scope, mode_.name, mode_.stops);
  }
  std::optional<CallFilter> filter() const override {
    if (mode_.stops == Stops::at_each_call) return std::nullopt;
    return CallFilter{.stop = CallFilter::Stop::trace, .architectures = filter_architectures()};
  }
  void adopt(pid_t runtime_process, Phase phase) override {
    tracer_->adopt(runtime_process, phase_on_image(phase));
  }
  void attach(const ContainerState& state) override { tracer_->set_init(state.init_pid); }
  void begin(const std::string& exercise) override { tracer_->begin(exercise); }
  void enter(Phase phase) override {
    if (phase == Phase::shutdown) tracer_->begin_shutdown();
  }
  void stop(Trace& into) override {
    tracer_->finish(into);
    tracer_.reset();
  }

 private:
  const Mode& mode_;
  std::unique_ptr<Tracer> tracer_;
};

}  // namespace

std::unique_ptr<Probe> make_ptrace_probe() {
  return std::make_unique<PtraceProbe>(kAtEachCall);
}

std::unique_ptr<Probe> make_ptrace_filter_probe() {
  return std::make_unique<PtraceProbe>(kByFilter);
}

}  // namespace whittle::probes
