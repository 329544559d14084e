// Shared by both formats.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sbom/sbom.h"

namespace whittle::sbom {

// Ids of the packages that the bill lists, ascending.
std::vector<PackageId> listed(const Bill& bill);
// The state of a package; none where the scope has no states.
std::optional<PackageState> state_told(const Bill& bill, PackageId id);
// A UUID (RFC 9562, version 8) derived from the bill's image, its scope and this word.
std::string uuid_of(const Bill& bill, const std::string& word);
// True for the identifiers of the SPDX licence list that packages often name. Other texts are
// written as text, not as an identifier.
bool is_spdx_license(std::string_view text);

}  // namespace whittle::sbom
