// A keep set to which is added what a proof has shown it to lack (rule "repaired").
//
// What is added brings what it needs, as with --keep closure whatever the dial says: a proof has
// few rounds. Reasons of what is kept already stay. Excluded paths stay out.
#pragma once

#include <span>

#include "select/select.h"
#include "whittle/repair.h"

namespace whittle::select {

// selected: what select() has given, or a keep file, without pruned package databases. Repairs of
// other kinds than paths, listings and reach are not for here. Totals are counted anew.
KeepSet repair_keep_set(const SelectInput& input, const SelectOptions& options, KeepSet selected,
                        std::span<const Repair> repairs);

// How far another round reaches for what no trace can name: up to --keep closure, then package.
// Lack::what of LackKind::reach.
inline constexpr const char* kReachClosure = "closure";
inline constexpr const char* kReachPackage = "package";

}  // namespace whittle::select
