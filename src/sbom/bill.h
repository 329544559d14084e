// What both formats share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sbom/sbom.h"

namespace whittle::sbom {

// Ids of the packages that the bill lists, ascending.
std::vector<PackageId> listed(const Bill& bill);
// The state that is told of a package; empty: none is.
std::optional<PackageState> state_told(const Bill& bill, PackageId id);
// A UUID (RFC 9562, version 8) made of the bill's image, its scope and this word.
std::string uuid_of(const Bill& bill, const std::string& word);
// True for a licence of SPDX's list that packages often name; a text that is not one is told as it
// is, not as an identifier.
bool is_spdx_license(std::string_view text);

}  // namespace whittle::sbom
