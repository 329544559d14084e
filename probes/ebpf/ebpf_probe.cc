// Every system call of the container and each path in them, recorded in the kernel and resolved
// afterwards: at almost no cost to the container. What the kernel opens by itself is fanotify's.
#include <unistd.h>

#include <atomic>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>

#include "base/user_namespace.h"
#include "probes/calls/follower.h"
#include "probes/calls/recorded_values.h"
#include "probes/calls/syscall_counts.h"
#include "probes/ebpf/booker.h"
#include "probes/ebpf/program.h"
#include "probes/ebpf/specs.h"
#include "probes/obstacles.h"

namespace whittle::probes {
namespace {

constexpr int kLook = 100;  // milliseconds

class EbpfProbe : public Probe {
 public:
  ~EbpfProbe() override { join(); }

  std::string_view name() const override { return "ebpf"; }
  Sees sees() const override { return kFollowerSees; }
  void prepare(const RecordingScope& scope) override;
  void adopt(pid_t runtime_process, Phase phase) override {
    program_->follow(runtime_process, phase_on_image(phase));
  }
  void attach(const ContainerState& state) override;
  void begin(const std::string& exercise) override;
  void enter(Phase phase) override {
    if (phase == Phase::shutdown) program_->begin_shutdown();
  }
  void stop(Trace& into) override;

 private:
  void join();
  void receive(std::span<const std::byte> bytes);
  void add_counts();

  Findings findings_{"ebpf"};
  std::unique_ptr<Program> program_;
  std::mutex mutex_;  // of all below
  std::unique_ptr<Booker> booker_;
  std::deque<std::string> exercises_;  // the first has epoch 1
  std::uint32_t epoch_ = 0;            // of the last record
  std::exception_ptr failure_;
  std::atomic<bool> stopping_ = false;
  std::thread reader_;
};

void EbpfProbe::prepare(const RecordingScope& scope) {
  booker_ = std::make_unique<Booker>(scope, findings_);
  program_ = std::make_unique<Program>(
      scope.device, booker_->specs(), [this](std::span<const std::byte> bytes) { receive(bytes); });
  reader_ = std::thread([this] {
    try {
      while (!stopping_) program_->receive(kLook);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
  });
}

void EbpfProbe::attach(const ContainerState& state) {
  const std::lock_guard lock(mutex_);
  booker_->learn_mounts(state.init_pid);
}

void EbpfProbe::begin(const std::string& exercise) {
  const std::lock_guard lock(mutex_);
  exercises_.push_back(exercise);
  program_->set_epoch(static_cast<std::uint32_t>(exercises_.size()));
}

// On the reader's thread, or on the caller's of stop().
void EbpfProbe::receive(std::span<const std::byte> bytes) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  try {
    const auto recorded = take_apart(bytes);
    if (!recorded) {
      ++findings_.losses().unreadable_path;
      return;
    }
    const std::uint32_t epoch = recorded->header.epoch;
    if (epoch != epoch_ && epoch != 0 && epoch <= exercises_.size()) {
      findings_.begin(exercises_[epoch - 1]);
      epoch_ = epoch;
    }
    booker_->add(*recorded);
  } catch (...) {
    failure_ = std::current_exception();
  }
}

void EbpfProbe::join() {
  stopping_ = true;
  if (reader_.joinable()) reader_.join();
}

void EbpfProbe::stop(Trace& into) {
  program_->detach();
  join();
  program_->receive_rest();
  if (failure_) std::rethrow_exception(failure_);
  add_counts();
  findings_.merge_into(into);
  program_.reset();
  booker_.reset();
}

void EbpfProbe::add_counts() {
  SyscallCounts counts;
  const auto calls_of = [&](const calls_key& key) -> CallsOf& {
    const bool is_driven = key.epoch != 0 && key.epoch <= exercises_.size();
    return counts.of(static_cast<Phase>(key.phase), booker_->program(key.program),
                     is_driven ? &exercises_[key.epoch - 1] : nullptr);
  };
  program_->for_each_call(
      [&](const calls_key& key, const calls_bits& bits) {
        CallsOf& calls = calls_of(key);
        const std::uint32_t arch = arch_of_abi(key.abi);
        for (unsigned number = 0; number < kCallNumbers; ++number) {
          const std::uint64_t bit = std::uint64_t{1} << (number % 64);
          if ((bits.entered[number / 64] & bit) != 0) calls.entered.insert(arch, number);
          if ((bits.denied[number / 64] & bit) != 0) calls.denied.insert(arch, number);
        }
        for (unsigned number = 0; number < 64; ++number) {
          if ((bits.capabilities >> number & 1) != 0) calls.capabilities.insert(number);
        }
      },
      [&](const unusual_key& key) {
        calls_of(key.calls).entered.insert(arch_of_abi(key.calls.abi), key.number);
      });
  counts.merge_into(findings_.trace());
  RecordedValues values;
  program_->for_each_value([&](const value_key& key) {
    values.add(arch_of_abi(key.abi), key.number,
               key.is_unknown != 0 ? std::nullopt : std::optional<std::uint64_t>(key.value));
  });
  values.merge_into(findings_.trace());

  const record_losses lost = program_->losses();
  findings_.losses().queue_overflow += lost.ring_full + lost.maps_full;
  findings_.losses().untraced_process += lost.untracked;
  findings_.losses().submitted_path += lost.submitted;
}

}  // namespace

std::optional<Obstacle> ebpf_obstacle() {
  if (::access("/sys/kernel/btf/vmlinux", R_OK) != 0) {
    return Obstacle{"the kernel does not tell its types (/sys/kernel/btf/vmlinux)",
                    "a kernel with CONFIG_DEBUG_INFO_BTF, 5.11 or later"};
  }
  if (Program::refusal().empty()) return std::nullopt;
  if (base::in_user_namespace()) {
    return Obstacle{"the kernel loads no tracing programs from within a user namespace",
                    "run as the machine's root, or use --probe ptrace or --probe notify"};
  }
  return Obstacle{
      Program::refusal(),
      "run as root, or with CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN; Linux 5.11 or later"};
}

std::unique_ptr<Probe> make_ebpf_probe() {
  return std::make_unique<EbpfProbe>();
}

}  // namespace whittle::probes
