// Software bills of materials: which packages an image has, which its minified image has left, and
// what became of each. CycloneDX 1.5 (ECMA-424) and SPDX 2.3 (ISO/IEC 5962), both as JSON.
//
// The same bill gives the same bytes: identifiers are made of the image's digest, and the time is
// the one that is given.
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
  result,      // those of which something is left
  difference,  // all, each with its state
};

struct Bill {
  const PackageIndex& packages;
  std::vector<PackageState> states;  // by PackageId; of no matter to the original
  Scope scope = Scope::original;
  std::string image;    // its name
  Digest digest;        // of that image; of the original where the scope is the difference
  std::string created;  // RFC 3339, in UTC; empty: unknown
};

std::string format_cyclonedx(const Bill& bill);
std::string format_spdx(const Bill& bill);

std::string_view state_name(PackageState state);
std::string_view scope_name(Scope scope);
// "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12" (the package-url specification).
std::string purl(const Package& package, const Distribution& distribution);
// "2024-05-01T10:00:00.123Z" without its fraction; empty for what is no such time.
std::string whole_seconds(const std::string& time);
// The time of an image's config (image-spec, config.md: `created`), whole seconds; empty: none.
std::string created_time(const std::string& config_json);
std::string time_of_epoch(std::int64_t seconds);

}  // namespace whittle::sbom
