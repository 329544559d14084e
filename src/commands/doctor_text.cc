#include <nlohmann/json.hpp>
#include <sstream>

#include "commands/doctor.h"
#include "text/join.h"

namespace whittle::commands {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kNameWidth = 15;

std::string padded(std::string_view name) {
  std::string text(name);
  text.resize(std::max(text.size() + 1, kNameWidth), ' ');
  return text;
}

void put(std::ostream& out, std::string_view name, bool works, const std::string& detail,
         const std::string& hint) {
  out << "  " << padded(name) << (works ? "yes   " : "no    ") << detail << "\n";
  if (!hint.empty()) out << std::string(kNameWidth + 8, ' ') << "-> " << hint << "\n";
}

void put_all(std::ostream& out, const char* title, const std::vector<Check>& checks) {
  out << title << "\n";
  for (const Check& check : checks) {
    put(out, check.name, check.works, check.detail, check.hint);
  }
}

Json to_json(const std::vector<Check>& checks) {
  Json list = Json::array();
  for (const Check& check : checks) {
    list.push_back({{"name", check.name},
                    {"works", check.works},
                    {"detail", check.detail},
                    {"hint", check.hint}});
  }
  return list;
}

}  // namespace

std::string format_diagnosis(const Diagnosis& diagnosis) {
  std::ostringstream out;
  out << "Linux " << diagnosis.kernel << ", " << diagnosis.architecture << "\n";
  out << "probes\n";
  for (const record::ProbeOffer& offer : diagnosis.probes) {
    const bool works = offer.obstacle.empty();
    put(out, offer.name, works, works ? std::string(offer.what_for) : offer.obstacle, offer.hint);
  }
  put_all(out, "runtimes", diagnosis.runtimes);
  put_all(out, "file systems", diagnosis.file_systems);
  put_all(out, "where images come from and go to", diagnosis.others);
  if (diagnosis.plan.probes.empty()) {
    out << "nothing can be recorded here: no probe works\n";
    return out.str();
  }
  out << "whittle records with " << text::join(diagnosis.plan.probes, ", ");
  out << (diagnosis.plan.uncovered.empty()
              ? ", which see everything\n"
              : "; none of them sees " + text::join(diagnosis.plan.uncovered, ", ") + "\n");
  if (!diagnosis.can_record()) out << "something that it needs is missing: see above\n";
  return out.str();
}

std::string format_diagnosis_json(const Diagnosis& diagnosis) {
  Json json = {{"version", 1},
               {"kernel", diagnosis.kernel},
               {"architecture", diagnosis.architecture},
               {"can_record", diagnosis.can_record()}};
  json["probes"] = Json::array();
  for (const record::ProbeOffer& offer : diagnosis.probes) {
    Json sees = Json::array();
    for (const Coverage& row : kCoverage) {
      if (offer.sees.*row.member) sees.push_back(row.name);
    }
    json["probes"].push_back({{"name", offer.name},
                              {"works", offer.obstacle.empty()},
                              {"detail", offer.obstacle},
                              {"hint", offer.hint},
                              {"sees", std::move(sees)}});
  }
  json["chosen"] = diagnosis.plan.probes;
  json["uncovered"] = diagnosis.plan.uncovered;
  json["runtimes"] = to_json(diagnosis.runtimes);
  json["file_systems"] = to_json(diagnosis.file_systems);
  json["others"] = to_json(diagnosis.others);
  return json.dump(2) + "\n";
}

}  // namespace whittle::commands
