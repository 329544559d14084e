#include <nlohmann/json.hpp>

#include "sbom/bill.h"

namespace whittle::sbom {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kTool = "Tool: whittle-" WHITTLE_VERSION;
constexpr const char* kImage = "SPDXRef-image";

std::string reference(PackageId id) {
  return "SPDXRef-package-" + std::to_string(id);
}

// The format requires a time: 1970 where the image has none.
std::string created(const Bill& bill) {
  return bill.created.empty() ? time_of_epoch(0) : bill.created;
}

Json package_json(const Bill& bill, PackageId id) {
  const Package& package = bill.packages.packages[id];
  const bool known = is_spdx_license(package.license);
  Json json = {{"SPDXID", reference(id)},
               {"name", package.name},
               {"versionInfo", package.version},
               {"downloadLocation", "NOASSERTION"},
               {"filesAnalyzed", false},
               {"licenseConcluded", "NOASSERTION"},
               {"licenseDeclared", known ? package.license : "NOASSERTION"},
               {"copyrightText", "NOASSERTION"}};
  if (!known && !package.license.empty()) json["licenseComments"] = package.license;
  if (!package.source.empty()) json["sourceInfo"] = "built from " + package.source;
  json["externalRefs"] =
      Json::array({{{"referenceCategory", "PACKAGE-MANAGER"},
                    {"referenceType", "purl"},
                    {"referenceLocator", purl(package, bill.packages.distribution)}}});
  if (const auto state = state_told(bill, id)) {
    json["annotations"] = Json::array({{{"annotationDate", created(bill)},
                                        {"annotationType", "OTHER"},
                                        {"annotator", kTool},
                                        {"comment", "state: " + std::string(state_name(*state))}}});
  }
  return json;
}

Json image_json(const Bill& bill) {
  Json json = {{"SPDXID", kImage},
               {"name", bill.image},
               {"downloadLocation", "NOASSERTION"},
               {"filesAnalyzed", false},
               {"licenseConcluded", "NOASSERTION"},
               {"licenseDeclared", "NOASSERTION"},
               {"copyrightText", "NOASSERTION"},
               {"primaryPackagePurpose", "CONTAINER"}};
  if (!bill.digest.empty()) json["versionInfo"] = bill.digest.str();
  return json;
}

Json relation(const std::string& from, const char* type, const std::string& to) {
  return {{"spdxElementId", from}, {"relationshipType", type}, {"relatedSpdxElement", to}};
}

}  // namespace

std::string format_spdx(const Bill& bill) {
  Json packages = Json::array({image_json(bill)});
  Json relations = Json::array({relation("SPDXRef-DOCUMENT", "DESCRIBES", kImage)});
  for (const PackageId id : listed(bill)) {
    packages.push_back(package_json(bill, id));
    relations.push_back(relation(kImage, "CONTAINS", reference(id)));
  }
  const Json json = {
      {"spdxVersion", "SPDX-2.3"},
      {"dataLicense", "CC0-1.0"},
      {"SPDXID", "SPDXRef-DOCUMENT"},
      {"name", bill.image + " (" + std::string(scope_name(bill.scope)) + ")"},
      {"documentNamespace", "https://spdx.org/spdxdocs/whittle-" + uuid_of(bill, "spdx")},
      {"creationInfo", {{"created", created(bill)}, {"creators", Json::array({kTool})}}},
      {"packages", std::move(packages)},
      {"relationships", std::move(relations)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::sbom
