#include "contract/narrow.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace whittle;
using Names = std::set<std::string>;

namespace {

// An app that works with certain capabilities; counts its runs.
struct App {
  Names needs;
  int runs = 0;
  int may_run = 100;

  Contract narrowed(const Names& given) {
    Contract contract;
    for (const std::string& name : given) contract.capabilities[name] = {.why = "why " + name};
    contract::narrow(
        contract,
        [this](const Contract& fewer) -> std::string {
          ++runs;
          for (const std::string& name : needs) {
            if (!fewer.capabilities.contains(name)) return "no " + name;
          }
          return "";
        },
        [this] { return runs < may_run; });
    return contract;
  }
};

Names names(const Contract& contract) {
  Names given;
  for (const auto& [name, capability] : contract.capabilities) given.insert(name);
  return given;
}

}  // namespace

TEST_CASE("capabilities that are not needed are removed, the others stay with the failure") {
  App app{.needs = {"SETGID", "SETUID"}};
  const Contract contract = app.narrowed({"CHOWN", "DAC_OVERRIDE", "KILL", "SETGID", "SETUID"});
  CHECK(names(contract) == app.needs);
  CHECK(contract.capabilities.at("SETGID").without == "no SETGID");
  CHECK(contract.capabilities.at("SETUID").without == "no SETUID");
  CHECK(contract.dispensable ==
        std::map<std::string, std::string>{
            {"CHOWN", "why CHOWN"}, {"DAC_OVERRIDE", "why DAC_OVERRIDE"}, {"KILL", "why KILL"}});
}

TEST_CASE("of eight, exactly those that are needed stay") {
  const std::vector<std::string> all = {"A", "B", "C", "D", "E", "F", "G", "H"};
  for (unsigned bits = 0; bits < 1U << all.size(); ++bits) {
    App app;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if ((bits >> i & 1) != 0) app.needs.insert(all[i]);
    }
    const Contract contract = app.narrowed({all.begin(), all.end()});
    REQUIRE(names(contract) == app.needs);
    for (const auto& [name, capability] : contract.capabilities) {
      REQUIRE_FALSE(capability.without.empty());
    }
    REQUIRE(app.runs < 2 * static_cast<int>(all.size()));
  }
}

TEST_CASE("if none is needed one run is enough; without capabilities there is no run") {
  App app;
  CHECK(names(app.narrowed({"A", "B", "C", "D", "E", "F", "G"})).empty());
  CHECK(app.runs == 1);
  app.runs = 0;
  app.narrowed({});
  CHECK(app.runs == 0);
}

TEST_CASE("if no more runs are allowed, the rest stays and is marked as not tried") {
  App app{.needs = {"A"}, .runs = 0, .may_run = 2};
  const Contract contract = app.narrowed({"A", "B"});  // both; A alone; B is not tried any more
  CHECK(names(contract) == Names{"A", "B"});
  CHECK(contract.capabilities.at("A").without == "no A");
  CHECK(contract.capabilities.at("B").without.empty());
  CHECK(app.runs == 2);
}
