// Every system call of the container and each path in them, recorded in the kernel and resolved
// afterwards, at almost no cost to the container. What the kernel opens by itself is left to
// fanotify.
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
#include "probes/ebpf/bpf_program.h"
#include "probes/ebpf/record_translator.h"
#include "probes/ebpf/specs.h"
#include "probes/obstacles.h"

namespace whittle::probes {
namespace {

constexpr int kPollTimeout = 100;  // milliseconds

class EbpfProbe : public Probe {
 public:
  ~EbpfProbe() override { join(); }

  std::string_view name() const override { return "ebpf"; }
  Sees sees() const override { return kFollowerSees; }
  void prepare(const RecordingScope& scope) override;
  void adopt(pid_t runtime_process, Phase phase) override {
    bpf_program_->follow(runtime_process, phase_on_image(phase));
  }
  void attach(const ContainerState& state) override;
  void begin(const std::string& exercise) override;
  void enter(Phase phase) override {
    if (phase == Phase::shutdown) bpf_program_->begin_shutdown();
  }
  void stop(Trace& into) override;

 private:
  void join();
  void receive(std::span<const std::byte> bytes);
  void add_counts();

  TraceBuilder builder_{"ebpf"};
  std::unique_ptr<BpfProgram> bpf_program_;
  std::mutex mutex_;  // guards all members below
  std::unique_ptr<RecordTranslator> translator_;
  std::deque<std::string> exercises_;  // the first has epoch 1
  std::uint32_t epoch_ = 0;            // of the last record
  std::exception_ptr failure_;
  std::atomic<bool> stopping_ = false;
  std::thread reader_;
};

void EbpfProbe::prepare(const RecordingScope& scope) {
  translator_ = std::make_unique<RecordTranslator>(scope, builder_);
  bpf_program_ =
      std::make_unique<BpfProgram>(scope.device, translator_->specs(),
                                   [this](std::span<const std::byte> bytes) { receive(bytes); });
  reader_ = std::thread([this] {
    try {
      while (!stopping_) bpf_program_->receive(kPollTimeout);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      failure_ = std::current_exception();
    }
  });
}

void EbpfProbe::attach(const ContainerState& state) {
  const std::lock_guard lock(mutex_);
  translator_->learn_mounts(state.init_pid);
}

void EbpfProbe::begin(const std::string& exercise) {
  const std::lock_guard lock(mutex_);
  exercises_.push_back(exercise);
  bpf_program_->set_epoch(static_cast<std::uint32_t>(exercises_.size()));
}

// Called on the reader thread, or on the thread that calls stop().
void EbpfProbe::receive(std::span<const std::byte> bytes) {
  const std::lock_guard lock(mutex_);
  if (failure_) return;
  try {
    const auto recorded = parse_record(bytes);
    if (!recorded) {
      ++builder_.losses().unreadable_path;
      return;
    }
    const std::uint32_t epoch = recorded->header.epoch;
    if (epoch != epoch_ && epoch != 0 && epoch <= exercises_.size()) {
      builder_.begin(exercises_[epoch - 1]);
      epoch_ = epoch;
    }
    translator_->add(*recorded);
  } catch (...) {
    failure_ = std::current_exception();
  }
}

void EbpfProbe::join() {
  stopping_ = true;
  if (reader_.joinable()) reader_.join();
}

void EbpfProbe::stop(Trace& into) {
  bpf_program_->detach();
  join();
  bpf_program_->receive_rest();
  if (failure_) std::rethrow_exception(failure_);
  add_counts();
  builder_.merge_into(into);
  bpf_program_.reset();
  translator_.reset();
}

void EbpfProbe::add_counts() {
  SyscallCounts counts;
  const auto calls_of = [&](const calls_key& key) -> CallsOf& {
    const bool is_driven = key.epoch != 0 && key.epoch <= exercises_.size();
    return counts.of(static_cast<Phase>(key.phase), translator_->program(key.program),
                     is_driven ? &exercises_[key.epoch - 1] : nullptr);
  };
  bpf_program_->for_each_call(
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
  counts.merge_into(builder_.trace());
  RecordedValues values;
  bpf_program_->for_each_value([&](const value_key& key) {
    values.add(arch_of_abi(key.abi), key.number,
               key.is_unknown != 0 ? std::nullopt : std::optional<std::uint64_t>(key.value));
  });
  values.merge_into(builder_.trace());

  const record_losses lost = bpf_program_->losses();
  builder_.losses().queue_overflow += lost.ring_full + lost.maps_full;
  builder_.losses().untraced_process += lost.untracked;
  builder_.losses().submitted_path += lost.submitted;
}

}  // namespace

std::optional<Obstacle> ebpf_obstacle() {
  if (::access("/sys/kernel/btf/vmlinux", R_OK) != 0) {
    return Obstacle{"the kernel has no type information (/sys/kernel/btf/vmlinux)",
                    "needs Linux 5.11 or later with CONFIG_DEBUG_INFO_BTF"};
  }
  if (BpfProgram::refusal().empty()) return std::nullopt;
  if (base::in_user_namespace()) {
    return Obstacle{"the kernel does not load tracing programs from within a user namespace",
                    "run as the machine's root, or use --probe ptrace or --probe notify"};
  }
  return Obstacle{
      BpfProgram::refusal(),
      "run as root, or with CAP_BPF, CAP_PERFMON and CAP_SYS_ADMIN; Linux 5.11 or later"};
}

std::unique_ptr<Probe> make_ebpf_probe() {
  return std::make_unique<EbpfProbe>();
}

}  // namespace whittle::probes
