// Every system call of the container, each path in it resolved; slow, but complete but for what the
// kernel opens by itself. Follows the runtime from before its exec on.
#include "probes/calls/follower.h"
#include "probes/probes.h"
#include "probes/ptrace/tracer.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

class PtraceProbe : public Probe {
 public:
  std::string_view name() const override { return "ptrace"; }
  Sees sees() const override { return kFollowerSees; }
  void prepare(const RecordingScope& scope) override { tracer_ = std::make_unique<Tracer>(scope); }
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
  std::unique_ptr<Tracer> tracer_;
};

}  // namespace

std::unique_ptr<Probe> make_ptrace_probe() {
  return std::make_unique<PtraceProbe>();
}

}  // namespace whittle::probes
