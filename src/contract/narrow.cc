#include "contract/narrow.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <vector>

namespace whittle::contract {
namespace {

using Names = std::set<std::string>;

class Search {
 public:
  Search(Contract& contract, const Attempt& attempt, const std::function<bool()>& may_go_on)
      : contract_(contract), attempt_(attempt), may_go_on_(may_go_on) {}

  void narrow(std::span<const std::string> group) {
    if (group.empty()) return;
    const std::optional<std::string> failure = failure_without(group);
    if (!failure) return;
    if (failure->empty()) return drop(group);
    if (group.size() == 1) {
      contract_.capabilities.at(group.front()).without = *failure;
      return;
    }
    const std::size_t half = group.size() / 2;
    narrow(group.first(half));
    narrow(group.subspan(half));
  }

 private:
  struct Failed {
    Names given;
    std::string failure;
  };

  // Empty: it did not fail. nullopt: no more runs are allowed.
  std::optional<std::string> failure_without(std::span<const std::string> group) {
    Contract fewer = contract_;
    for (const std::string& name : group) fewer.capabilities.erase(name);
    Names given;
    for (const auto& [name, capability] : fewer.capabilities) given.insert(name);
    for (const Failed& failed : failed_) {
      if (std::ranges::includes(failed.given, given)) return failed.failure;
    }
    if (!may_go_on_()) return std::nullopt;
    std::string failure = attempt_(fewer);
    if (!failure.empty()) failed_.push_back({std::move(given), failure});
    return failure;
  }

  void drop(std::span<const std::string> group) {
    for (const std::string& name : group) {
      contract_.dispensable[name] = contract_.capabilities.at(name).why;
      contract_.capabilities.erase(name);
    }
  }

  Contract& contract_;
  const Attempt& attempt_;
  const std::function<bool()>& may_go_on_;
  std::vector<Failed> failed_;
};

}  // namespace

void narrow(Contract& contract, const Attempt& attempt, const std::function<bool()>& may_go_on) {
  std::vector<std::string> all;
  for (const auto& [name, capability] : contract.capabilities) all.push_back(name);
  Search(contract, attempt, may_go_on).narrow(all);
}

}  // namespace whittle::contract
