#include "report/verification_json.h"

namespace whittle::report {
namespace {

using Json = nlohmann::ordered_json;

Json lack(const Lack& lack) {
  return {{"kind", lack_kind_name(lack.kind)}, {"what", lack.what}, {"evidence", lack.evidence}};
}

Json round(const VerifyRound& round) {
  Json missing = Json::array();
  for (const Lack& one : round.lacks) missing.push_back(lack(one));
  return {{"passed", round.passed},
          {"failure", round.failure},
          {"missing", std::move(missing)},
          {"seconds", round.seconds},
          {"container_seconds", round.container_seconds},
          {"repair_seconds", round.repair_seconds}};
}

template <typename Rows, typename Form>
Json array(const Rows& rows, Form form) {
  Json array = Json::array();
  for (const auto& row : rows) array.push_back(form(row));
  return array;
}

}  // namespace

Json exercises_json(const std::vector<ExerciseResult>& results) {
  return array(results, [](const ExerciseResult& result) {
    return Json{{"name", result.name},         {"passed", result.passed},
                {"detail", result.detail},     {"hint", result.hint},
                {"hold_out", result.hold_out}, {"tries", result.tries},
                {"seconds", result.seconds}};
  });
}

Json verification_json(const Verification& verification) {
  return {{"run", verification.run},
          {"passed", verification.passed},
          {"failure", verification.failure},
          {"exercises", exercises_json(verification.exercises)},
          {"differences", array(verification.differences,
                                [](const Difference& difference) {
                                  return Json{{"what", difference.what},
                                              {"original", difference.original},
                                              {"result", difference.result}};
                                })},
          {"normalised", verification.normalised},
          {"not_compared", verification.not_compared},
          {"missing",
           {{"files", verification.missing.files}, {"syscalls", verification.missing.syscalls}}},
          {"rounds", array(verification.rounds, round)},
          {"repairs", array(verification.repairs,
                            [](const Repair& repair) {
                              Json json = {{"round", repair.round}};
                              json.update(lack(repair.lack));
                              return json;
                            })},
          {"log_tail", verification.log_tail}};
}

}  // namespace whittle::report
