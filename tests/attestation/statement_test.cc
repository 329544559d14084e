#include "attestation/statement.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace whittle;
using Json = nlohmann::json;

TEST_CASE("a statement names source, result and verification") {
  Verification verification{.run = true, .passed = true};
  verification.exercises = {{.name = "GET :80/", .passed = true, .detail = "200 in 3 ms"}};
  Contract contract;
  contract.proven = true;
  contract.capabilities["CAP_CHOWN"] = {};
  const attestation::Facts facts{.name = "small",
                                 .result = Digest::from_hex(std::string(64, 'a')),
                                 .source = "nginx",
                                 .source_digest = Digest::from_hex(std::string(64, 'b')),
                                 .trace = Digest::from_hex(std::string(64, 'c')),
                                 .options = {{"keep", {"closure"}}, {"exec", {"\xff"}}},
                                 .verification = verification,
                                 .contract = &contract};
  const std::string text = attestation::format_statement(facts);
  CHECK(attestation::format_statement(facts) == text);
  const Json json = Json::parse(text);
  CHECK(json["_type"] == "https://in-toto.io/Statement/v1");
  CHECK(json["predicateType"] == attestation::kPredicateType);
  CHECK(json["subject"] ==
        Json{{{"name", "small"}, {"digest", {{"sha256", std::string(64, 'a')}}}}});
  const Json& predicate = json["predicate"];
  CHECK(predicate["source"]["digest"]["sha256"] == std::string(64, 'b'));
  CHECK(predicate["trace"]["digest"]["sha256"] == std::string(64, 'c'));
  CHECK(predicate["options"]["keep"] == Json{"closure"});
  // Without the detail, which contains times.
  CHECK(predicate["verification"]["exercises"] == Json{{{"name", "GET :80/"}, {"passed", true}}});
  CHECK(predicate["contract"]["capabilities"] == Json{"CAP_CHOWN"});
}
