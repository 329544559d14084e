#include "probes/ebpf/bpf_program.h"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/fd.h"
#include "recorder.skel.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

constexpr unsigned kMinorBits = 20;  // linux: kdev_t.h

std::uint32_t kernel_device(std::uint64_t device) {
  return (::major(device) << kMinorBits) | ::minor(device);
}

int forward(void* sink, void* data, std::size_t size) {
  (*static_cast<BpfProgram::Sink*>(sink))({static_cast<const std::byte*>(data), size});
  return 0;
}

// libbpf would print many lines on stderr; our error message is one line.
int keep_quiet(libbpf_print_level /*level*/, const char* /*format*/, va_list /*arguments*/) {
  return 0;
}

template <typename Key, typename Each>
void for_each_key(int map, const Each& each) {
  Key key{};
  Key next{};
  const Key* last = nullptr;
  while (::bpf_map_get_next_key(map, last, &next) == 0) {
    key = next;
    last = &key;
    each(key);
  }
}

// Tracepoints that older kernels lack (cap_capable: Linux 6.14); without them less is recorded.
void leave_out_extras(recorder_bpf* skeleton) {
  ::bpf_program__set_autoload(skeleton->progs.on_capability, false);
  ::bpf_program__set_autoload(skeleton->progs.on_submit, false);
}

struct Loadable {
  bool has_extras = true;
  std::string refusal;  // empty: the kernel accepts the program
};

// Checked once per process, since loading takes a while.
const Loadable& loadable() {
  static const Loadable found = [] {
    ::libbpf_set_print(keep_quiet);
    Loadable tried;
    for (const bool has_extras : {true, false}) {
      tried.has_extras = has_extras;
      recorder_bpf* const skeleton = recorder_bpf__open();
      if (skeleton && !has_extras) leave_out_extras(skeleton);
      const bool is_loaded = skeleton && recorder_bpf__load(skeleton) == 0;
      tried.refusal = is_loaded ? "" : "bpf: " + error_text(errno);
      if (skeleton) recorder_bpf__destroy(skeleton);
      if (is_loaded) break;
    }
    return tried;
  }();
  return found;
}

}  // namespace

struct BpfProgram::State {
  Sink sink;
  recorder_bpf* skeleton = nullptr;
  ring_buffer* records = nullptr;

  ~State() {
    ::ring_buffer__free(records);
    if (skeleton) recorder_bpf__destroy(skeleton);
  }
};

BpfProgram::BpfProgram(std::uint64_t device, std::span<const path_spec> specs, Sink sink)
    : state_(std::make_unique<State>()) {
  ::libbpf_set_print(keep_quiet);
  state_->sink = std::move(sink);
  state_->skeleton = recorder_bpf__open();
  const auto fail = [](const char* what) {
    throw SystemError(std::string("cannot ") + what + " the eBPF recorder", errno,
                      "see whittle doctor; --probe fanotify,ptrace works without eBPF");
  };
  recorder_bpf* const skeleton = state_->skeleton;
  if (!skeleton) fail("open");
  if (!loadable().has_extras) leave_out_extras(skeleton);
  auto* const constants = skeleton->rodata;
  constants->image_device = kernel_device(device);
  std::uint64_t seed = 0;
  if (::getrandom(&seed, sizeof seed, 0) == sizeof seed) constants->seed = seed;
  std::memcpy(const_cast<path_spec*>(constants->specs), specs.data(),
              std::min(specs.size_bytes(), sizeof constants->specs));
  if (const int error = recorder_bpf__load(skeleton); error != 0) {
    errno = -error;
    fail("load");
  }
  if (const int error = recorder_bpf__attach(skeleton); error != 0) {
    errno = -error;
    fail("attach");
  }
  state_->records =
      ::ring_buffer__new(::bpf_map__fd(skeleton->maps.records), forward, &state_->sink, nullptr);
  if (!state_->records) fail("read from");
}

BpfProgram::~BpfProgram() = default;

const std::string& BpfProgram::refusal() {
  return loadable().refusal;
}

void BpfProgram::follow(pid_t pid, Phase on_image) {
  const base::Fd process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  task_state state{};
  state.phase_on_image = static_cast<__u8>(on_image);
  const int key = process.get();
  if (!process || ::bpf_map_update_elem(::bpf_map__fd(state_->skeleton->maps.states), &key, &state,
                                        BPF_NOEXIST) != 0) {
    throw SystemError("cannot follow process " + std::to_string(pid) + " with eBPF", errno);
  }
}

void BpfProgram::set_epoch(std::uint32_t epoch) {
  __atomic_store_n(&state_->skeleton->bss->epoch, epoch, __ATOMIC_RELEASE);
}

void BpfProgram::begin_shutdown() {
  __atomic_store_n(&state_->skeleton->bss->shutdown, 1U, __ATOMIC_RELEASE);
}

void BpfProgram::receive(int timeout) {
  const int result = ::ring_buffer__poll(state_->records, timeout);
  if (result < 0 && result != -EINTR)
    throw SystemError("cannot read the records of the eBPF recorder", -result);
}

void BpfProgram::receive_rest() {
  const int result = ::ring_buffer__consume(state_->records);
  if (result < 0) throw SystemError("cannot read the records of the eBPF recorder", -result);
}

void BpfProgram::detach() {
  recorder_bpf__detach(state_->skeleton);
}

void BpfProgram::for_each_call(const OnCalls& on_calls, const OnUnusual& on_unusual) const {
  const int map = ::bpf_map__fd(state_->skeleton->maps.calls);
  for_each_key<calls_key>(map, [&](const calls_key& key) {
    calls_bits bits{};
    if (::bpf_map_lookup_elem(map, &key, &bits) == 0) on_calls(key, bits);
  });
  for_each_key<unusual_key>(::bpf_map__fd(state_->skeleton->maps.unusual_calls), on_unusual);
}

void BpfProgram::for_each_value(const OnValue& on_value) const {
  for_each_key<value_key>(::bpf_map__fd(state_->skeleton->maps.values), on_value);
}

record_losses BpfProgram::losses() const {
  return state_->skeleton->bss->losses;
}

}  // namespace whittle::probes
