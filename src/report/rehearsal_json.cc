#include "report/rehearsal_json.h"

namespace whittle::report {
namespace {

nlohmann::ordered_json notes(const std::vector<UnitNote>& units) {
  nlohmann::ordered_json array = nlohmann::ordered_json::array();
  for (const UnitNote& note : units) array.push_back({{"unit", note.unit}, {"what", note.what}});
  return array;
}

}  // namespace

nlohmann::ordered_json rehearsal_json(const Rehearsal& rehearsal) {
  nlohmann::ordered_json runtimes = nlohmann::ordered_json::array();
  for (const RuntimeRehearsal& runtime : rehearsal.runtimes) {
    runtimes.push_back({{"runtime", runtime.runtime},
                        {"units", runtime.units},
                        {"loaded", runtime.loaded},
                        {"failed", runtime.failed},
                        {"not_reached", runtime.not_reached},
                        {"skipped", notes(runtime.skipped)},
                        {"files", runtime.files},
                        {"bytes", runtime.bytes}});
  }
  return {{"run", rehearsal.run},         {"runtimes", std::move(runtimes)},
          {"seconds", rehearsal.seconds}, {"time_limit", rehearsal.time_limit},
          {"checked", rehearsal.checked}, {"fails_in_result", notes(rehearsal.fails_in_result)}};
}

}  // namespace whittle::report
