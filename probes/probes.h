// The probes, which observe a running container. Each has a folder; only record/ creates them.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "whittle/probe.h"

namespace whittle::probes {

std::unique_ptr<Probe> make_fanotify_probe();
std::unique_ptr<Probe> make_notify_probe();
std::unique_ptr<Probe> make_ptrace_probe();
std::unique_ptr<Probe> make_ptrace_filter_probe();
std::unique_ptr<Probe> make_ebpf_probe();  // null if whittle was built without it

// Why a probe cannot work here, and what to do about it.
struct Obstacle {
  std::string reason;
  std::string hint;
};

struct ProbeRow {
  std::string_view name;
  std::string_view what_for;
  int cost;  // how much it slows the container; relative, without a unit
  std::unique_ptr<Probe> (*make)();
  std::optional<Obstacle> (*obstacle)();
  Takes takes = {};
};

std::span<const ProbeRow> probe_table();  // by cost

}  // namespace whittle::probes
