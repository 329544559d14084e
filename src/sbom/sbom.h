// Software bills of materials: the packages of an image, those of its minified image, and the state
// of each. CycloneDX 1.5 (ECMA-424) and SPDX 2.3 (ISO/IEC 5962), both as JSON.
//
// The same bill gives the same bytes: identifiers are derived from the image's digest, and the time
// is a parameter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "whittle/digest.h"
#include "whittle/package.h"

namespace whittle::sbom {

enum class Scope {
  original,    // all packages
  result,      // packages that are kept or partial
  difference,  // all packages, with their states
};

struct Bill {
  const PackageIndex& packages;
  std::vector<PackageState> states;  // by PackageId; unused for the original
  Scope scope = Scope::original;
  std::string image;    // its name
  Digest digest;        // of that image; for a difference, of the original
  std::string created;  // RFC 3339, in UTC; empty: unknown
};

std::string format_cyclonedx(const Bill& bill);
std::string format_spdx(const Bill& bill);

std::string_view state_name(PackageState state);
std::string_view scope_name(Scope scope);
// "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12" (the package-url specification).
std::string purl(const Package& package, const Distribution& distribution);
// "2024-05-01T10:00:00.123Z" without its fraction; empty where time is not such a time.
std::string whole_seconds(const std::string& time);
// The time of an image's config (image-spec, config.md: `created`), whole seconds; empty: none.
std::string created_time(const std::string& config_json);
std::string time_of_epoch(std::int64_t seconds);

}  // namespace whittle::sbom
