// Whether the edits fit the image: before any work, and once it is known what the new image has.
#pragma once

#include "oci/config_edits.h"
#include "whittle/file_tree.h"
#include "whittle/image.h"
#include "whittle/keep_set.h"

namespace whittle::write {

// Throws UsageError where the source's config has not what is to be removed.
void check_removals(const ImageConfig& source, const oci::ConfigEdits& edits);

// Throws Error for a working directory or a program that is not kept. Only what the edits concern
// is looked at: the rest has been recorded.
void check_edits(const ImageConfig& source, const oci::ConfigEdits& edits, const FileTree& tree,
                 const KeepSet& keep);

}  // namespace whittle::write
