// The BPF program (recorder.bpf.c): loads and attaches it, tells it which processes to follow and
// reads its maps. Needs CAP_BPF and CAP_PERFMON, or root (capabilities(7)), a kernel with BTF,
// Linux 5.11.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "probes/ebpf/record.h"
#include "whittle/probe.h"

namespace whittle::probes {

class BpfProgram {
 public:
  // Called with the bytes of each record, on the thread that calls receive(); must not throw.
  using Sink = std::function<void(std::span<const std::byte>)>;

  // Throws Error with a hint if it cannot be loaded.
  BpfProgram(std::uint64_t device, std::span<const path_spec> specs, Sink sink);
  ~BpfProgram();
  // Why the kernel does not accept the program; empty if it does.
  static const std::string& refusal();
  BpfProgram(const BpfProgram&) = delete;
  BpfProgram& operator=(const BpfProgram&) = delete;

  // Follows the process and its descendants. on_image: their phase after they execute a program of
  // the image.
  void follow(pid_t pid, Phase on_image);
  void set_epoch(std::uint32_t epoch);
  void begin_shutdown();
  // Waits at most timeout milliseconds for records and passes them to the sink. Throws SystemError.
  void receive(int timeout);
  void receive_rest();  // passes on what is queued, without waiting
  void detach();        // no records come after this

  using OnCalls = std::function<void(const calls_key& key, const calls_bits& bits)>;
  using OnUnusual = std::function<void(const unusual_key& key)>;
  using OnValue = std::function<void(const value_key& key)>;
  void for_each_call(const OnCalls& on_calls, const OnUnusual& on_unusual) const;
  void for_each_value(const OnValue& on_value) const;
  record_losses losses() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace whittle::probes
