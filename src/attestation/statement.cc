#include "attestation/statement.h"

#include <nlohmann/json.hpp>

namespace whittle::attestation {
namespace {

using Json = nlohmann::ordered_json;

Json digest(const Digest& digest) {
  return {{"sha256", digest.hex()}};
}

Json verification(const Verification& verification) {
  Json exercises = Json::array();
  for (const ExerciseResult& result : verification.exercises) {
    exercises.push_back({{"name", result.name}, {"passed", result.passed}});
  }
  return {{"run", verification.run},
          {"passed", verification.passed},
          {"exercises", std::move(exercises)}};
}

Json contract_of(const Contract& contract) {
  Json capabilities = nullptr;
  if (contract.drop_capabilities.possible) {
    capabilities = Json::array();
    for (const auto& [name, given] : contract.capabilities) capabilities.push_back(name);
  }
  return {{"proven", contract.proven},
          {"read_only_root", contract.read_only_root.possible},
          {"capabilities", std::move(capabilities)},
          {"no_new_privileges", contract.no_new_privileges.possible}};
}

}  // namespace

std::string format_statement(const Facts& facts) {
  Json predicate;
  predicate["tool"] = {{"name", "whittle"}, {"version", WHITTLE_VERSION}};
  predicate["source"] = {{"name", facts.source}, {"digest", digest(facts.source_digest)}};
  predicate["trace"] = {{"digest", digest(facts.trace)}};
  predicate["options"] = Json::object();
  for (const auto& [name, values] : facts.options) predicate["options"][name] = values;
  predicate["verification"] = verification(facts.verification);
  if (facts.contract != nullptr) predicate["contract"] = contract_of(*facts.contract);

  Json subject = Json::array();
  subject.push_back({{"name", facts.name}, {"digest", digest(facts.result)}});
  Json statement;
  statement["_type"] = "https://in-toto.io/Statement/v1";
  statement["subject"] = std::move(subject);
  statement["predicateType"] = kPredicateType;
  statement["predicate"] = std::move(predicate);
  return statement.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::attestation
