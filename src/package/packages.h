// Reads the databases of package managers, and prunes them so that they describe the new image. One
// reader and one pruner for each kind of database.
//
// Databases are hostile. Sizes, counts and depths are bounded, paths are resolved inside the tree,
// and what cannot be read is left out with a warning; nothing throws.
#pragma once

#include "tree/contents.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"

namespace whittle::package {

PackageIndex read_packages(const FileTree& tree, const tree::Contents& contents);

// kept or partial: all or some of the package's content is kept. A package without known files
// counts as kept if it is a system package, because scanners have to know what may be installed; a
// language's package does if the record that names it is kept. So does a language's package of
// which a run used only that record: code that looks the package up finds it.
PackageState state_of(const Package& package, const KeepSet& keep);

// Drops the records of removed packages, and replaces kept records and databases by ones that list
// only the kept files. Records are dropped even where a run read them while listing all packages.
// Recounts the totals.
void prune_records(const FileTree& tree, const tree::Contents& contents,
                   const PackageIndex& packages, KeepSet& keep);

}  // namespace whittle::package
