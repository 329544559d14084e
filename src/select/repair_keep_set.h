// Adds to a keep set what the verification found missing (rule "repaired").
//
// Added paths bring what they need, as with --keep closure whatever --keep is, because verification
// has only a few rounds. Reasons of what is kept already stay. Excluded paths stay out.
#pragma once

#include <span>

#include "select/select.h"
#include "whittle/repair.h"

namespace whittle::select {

// selected: the result of select(), or of a keep file, before package databases were pruned. Other
// repairs than those of paths, listings and reach are ignored. Totals are counted again.
KeepSet repair_keep_set(const SelectInput& input, const SelectOptions& options, KeepSet selected,
                        std::span<const Repair> repairs);

// Values of Lack::what for LackKind::reach: the --keep setting for the next round, where no trace
// names what is missing.
inline constexpr const char* kReachClosure = "closure";
inline constexpr const char* kReachPackage = "package";

}  // namespace whittle::select
