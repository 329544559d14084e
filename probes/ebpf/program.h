// The program in the kernel (recorder.bpf.c): loaded, attached, told whom to follow, and asked for
// what it has counted. Needs CAP_BPF and CAP_PERFMON, or root (capabilities(7)), BTF of the kernel
// and Linux 5.11.
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

class Program {
 public:
  // Gets each record's bytes, on the thread that calls receive(); must not throw.
  using Sink = std::function<void(std::span<const std::byte>)>;

  // Throws Error, with a hint, where it cannot be loaded.
  Program(std::uint64_t device, std::span<const path_spec> specs, Sink sink);
  ~Program();
  // Empty: the kernel takes the program.
  static const std::string& refusal();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // The process and what it starts; on_image: what an exec of an image's program makes of it.
  void follow(pid_t pid, Phase on_image);
  void set_epoch(std::uint32_t epoch);
  void begin_shutdown();
  // Waits at most this long for records and hands them on; milliseconds. Throws SystemError.
  void receive(int timeout);
  void receive_rest();  // what is there, without waiting
  void detach();        // no records come from here on

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
