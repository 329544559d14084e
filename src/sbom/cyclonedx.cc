#include <nlohmann/json.hpp>

#include "sbom/bill.h"

namespace whittle::sbom {
namespace {

using Json = nlohmann::ordered_json;

Json property(const std::string& name, std::string_view value) {
  return {{"name", "whittle:" + name}, {"value", value}};
}

// A reader may refuse the whole bill because of an identifier that the schema does not have.
Json licenses(const std::string& license) {
  const char* member = is_spdx_license(license) ? "id" : "name";
  return Json::array({{{"license", {{member, license}}}}});
}

Json component(const Bill& bill, PackageId id) {
  const Package& package = bill.packages.packages[id];
  Json json = {{"type", "library"},
               {"bom-ref", "package-" + std::to_string(id)},
               {"name", package.name},
               {"version", package.version}};
  if (!package.license.empty()) json["licenses"] = licenses(package.license);
  json["purl"] = purl(package, bill.packages.distribution);
  Json properties = Json::array();
  properties.push_back(property("manager", package_manager_name(package.manager)));
  if (!package.source.empty()) properties.push_back(property("source", package.source));
  if (const auto state = state_told(bill, id)) {
    properties.push_back(property("state", state_name(*state)));
  }
  json["properties"] = std::move(properties);
  return json;
}

}  // namespace

std::string format_cyclonedx(const Bill& bill) {
  Json metadata = Json::object();
  if (!bill.created.empty()) metadata["timestamp"] = bill.created;
  metadata["tools"] = {{"components", Json::array({{{"type", "application"},
                                                    {"name", "whittle"},
                                                    {"version", WHITTLE_VERSION}}})}};
  metadata["component"] = {{"type", "container"},
                           {"bom-ref", "image"},
                           {"name", bill.image},
                           {"version", bill.digest.str()}};
  metadata["properties"] = Json::array({property("scope", scope_name(bill.scope))});

  Json components = Json::array();
  const Distribution& distribution = bill.packages.distribution;
  if (!distribution.id.empty()) {
    components.push_back({{"type", "operating-system"},
                          {"bom-ref", "distribution"},
                          {"name", distribution.id},
                          {"version", distribution.version_id}});
  }
  for (const PackageId id : listed(bill)) components.push_back(component(bill, id));

  const Json json = {{"bomFormat", "CycloneDX"},
                     {"specVersion", "1.5"},
                     {"serialNumber", "urn:uuid:" + uuid_of(bill, "cyclonedx")},
                     {"version", 1},
                     {"metadata", std::move(metadata)},
                     {"components", std::move(components)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::sbom
