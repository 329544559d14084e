#include <nlohmann/json.hpp>

#include "report/comparison_text.h"

namespace whittle::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::pair<const char*, Side Tally::*> kSides[] = {{"before", &Tally::before},
                                                            {"after", &Tally::after},
                                                            {"removed", &Tally::removed},
                                                            {"added", &Tally::added},
                                                            {"changed", &Tally::changed}};
constexpr std::array<std::string_view, 3> kKinds = {"removed", "added", "changed"};

void add_tally(Json& json, const Tally& tally) {
  for (const auto& [name, side] : kSides) {
    json[name] = {{"files", (tally.*side).files}, {"bytes", (tally.*side).bytes}};
  }
}

Json package(const PackageRow& row) {
  Json json = {{"package", row.package},
               {"version_before", row.version_before},
               {"version_after", row.version_after},
               {"state", package_change_name(row.change)}};
  if (row.package.empty()) json["package"] = nullptr;
  add_tally(json, row.tally);
  return json;
}

Json change(const PathChange& change) {
  return {{"path", change.path},
          {"change", kKinds.at(static_cast<std::size_t>(change.kind))},
          {"what", change.what},
          {"before", change.before},
          {"after", change.after}};
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json json = {{"version", Comparison::kVersion},
               {"before", comparison.before},
               {"after", comparison.after}};
  json["total"] = Json::object();
  add_tally(json["total"], comparison.total);
  json["packages"] = Json::array();
  for (const PackageRow& row : comparison.packages) json["packages"].push_back(package(row));
  json["directories"] = Json::array();
  for (const DirectoryRow& row : comparison.directories) {
    Json entry = {{"directory", row.directory}};
    add_tally(entry, row.tally);
    json["directories"].push_back(std::move(entry));
  }
  json["reasons"] = Json::array();
  for (const ReasonRow& row : comparison.reasons) {
    json["reasons"].push_back({{"rule", row.rule},
                               {"kept", row.kept},
                               {"files", row.side.files},
                               {"bytes", row.side.bytes}});
  }
  json["shrunk_bytes"] = comparison.shrunk_bytes;
  json["changes"] = Json::array();
  for (const PathChange& path : comparison.changes) json["changes"].push_back(change(path));
  json["warnings"] = comparison.warnings;
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::report
