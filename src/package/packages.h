// From the databases of the package managers to the packages of an image, and back: databases that
// tell of the new image instead of the old one. One reader and one pruner a database.
//
// Databases are hostile. Sizes, counts and depths are bounded, paths are resolved inside the tree,
// and what cannot be read is left out with a warning; nothing throws.
#pragma once

#include "tree/contents.h"
#include "whittle/keep_set.h"
#include "whittle/package.h"

namespace whittle::package {

PackageIndex read_packages(const FileTree& tree, const tree::Contents& contents);

// A package is there when something of its content is kept: all of it, or a part. One whose files
// nobody tells of: of the system's packages it counts as kept, because a scanner has to know what
// may be there; of a language's when the record that names it is kept. So does a language's package
// of which a run has used that record alone: to whoever asks for it, it is there.
PackageState state_of(const Package& package, const KeepSet& keep);

// Drops the records of packages that are gone, and replaces the content of the kept records and
// databases by what is true of the kept files. What a run has read by going through all packages
// goes too: it will not find them. Counts the totals anew.
void prune_records(const FileTree& tree, const tree::Contents& contents,
                   const PackageIndex& packages, KeepSet& keep);

}  // namespace whittle::package
