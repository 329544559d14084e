// Runs a tracee under one probe, and checks what was recorded.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "privileged/tracee_cases.h"
#include "privileged/tracee_container.h"
#include "probes/probes.h"
#include "whittle/trace.h"

namespace whittle::test {

// The probes that work on this machine; the others are named on stderr. There must be one.
inline const std::vector<probes::ProbeRow>& probes_here() {
  static const std::vector<probes::ProbeRow> rows = [] {
    std::vector<probes::ProbeRow> found;
    for (const probes::ProbeRow& row : probes::probe_table()) {
      if (const auto obstacle = row.obstacle()) {
        std::fprintf(stderr, "skipped: the %s probe, %s\n", std::string(row.name).c_str(),
                     obstacle->reason.c_str());
      } else {
        found.push_back(row);
      }
    }
    return found;
  }();
  REQUIRE_FALSE(rows.empty());
  return rows;
}

using MakeProbe = std::unique_ptr<Probe> (*)();

inline TraceeContainer::Probes one(MakeProbe make) {
  TraceeContainer::Probes list_of_one;
  list_of_one.push_back(make());
  return list_of_one;
}

inline Trace record(MakeProbe make, const std::vector<std::string>& arguments, int uid = 0) {
  TraceeContainer container(one(make));
  CHECK(container.start(arguments, uid).wait().success());
  return container.stop();
}

inline void check_seen(const Trace& trace, const std::vector<Seen>& wanted) {
  for (const Seen& seen : wanted) {
    CAPTURE(std::string(seen.path));
    CAPTURE(std::string(use_name(seen.use)));
    const auto found = trace.files.find(seen.path);
    const bool is_seen = found != trace.files.end();
    CHECK(is_seen);
    if (!is_seen) continue;
    CHECK(found->second.uses.contains(seen.use));
    CHECK(found->second.phases.contains(Phase::app));
  }
}

}  // namespace whittle::test
