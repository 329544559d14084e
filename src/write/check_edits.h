// Checks the edits of the config: before the work begins, and when the keep set is known.
#pragma once

#include "oci/config_edits.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"

namespace whittle::write {

// Throws UsageError where the source's config does not have what is to be removed.
void check_removals(const ImageConfig& source, const oci::ConfigEdits& edits);

// Throws Error for a working directory or a program that is not kept. Checks only what the edits
// change: the rest was recorded.
void check_edits(const ImageConfig& source, const oci::ConfigEdits& edits, const FileTree& tree,
                 const KeepSet& keep);

}  // namespace whittle::write
