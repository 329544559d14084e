// The stage "select": what is kept of the image, and which system calls its containers may make.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "pipeline/task.h"
#include "select/extend_keep_set.h"
#include "whittle/keep_set.h"
#include "whittle/repair.h"
#include "whittle/seccomp_profile.h"

namespace whittle::pipeline {

struct Selection {
  KeepSet keep;
  SeccompProfile profile;
  std::vector<std::string> warnings;  // of the profile
};

// Both write seccomp.json. From a keep file where the options name one.
Selection select(const RecordedImage& image, const Task& task);
// selected: the keep set that select() returned. What the repairs name is added.
Selection repair(const RecordedImage& image, const KeepSet& selected,
                 std::span<const Repair> repairs, const Task& task);

struct Extension {
  Selection selection;
  std::vector<select::Extended::Added> added;
};
// Adds to what select() returned; writes seccomp.json again.
Extension extend(const RecordedImage& image, Selection selected,
                 std::span<const select::Addition> additions, const Task& task);

}  // namespace whittle::pipeline
