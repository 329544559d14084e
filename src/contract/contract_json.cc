#include "contract/contract_json.h"

#include <nlohmann/json.hpp>

#include "contract/platforms.h"

namespace whittle::contract {
namespace {

using Json = nlohmann::ordered_json;

Json denial(const Denial& denial) {
  return {{"possible", denial.possible}, {"why", denial.why}};
}

Json writable(const Contract& contract) {
  Json list = Json::array();
  for (const auto& [path, directory] : contract.writable) {
    const bool is_tmpfs = directory.kind == WritableDirectory::Kind::tmpfs;
    list.push_back({{"path", path},
                    {"kind", is_tmpfs ? "tmpfs" : "volume"},
                    {"mode", octal(directory.mode)},
                    {"uid", directory.uid},
                    {"gid", directory.gid},
                    {"declared", directory.declared},
                    {"has_content", directory.has_content},
                    {"why", directory.why}});
  }
  return list;
}

Json named(const std::map<std::string, std::string>& reasons, const char* key) {
  Json list = Json::array();
  for (const auto& [name, why] : reasons) list.push_back({{key, name}, {"why", why}});
  return list;
}

Json given(const Contract& contract) {
  Json list = Json::array();
  for (const auto& [name, given] : contract.capabilities) {
    const Json without = given.without.empty() ? Json() : Json(given.without);
    list.push_back(
        {{"name", name}, {"why", given.why}, {"inferred", given.inferred}, {"without", without}});
  }
  return list;
}

Json rounds(const Contract& contract) {
  Json list = Json::array();
  for (const ContractRound& round : contract.rounds) {
    list.push_back({{"failure", round.failure}, {"changes", round.changes}});
  }
  return list;
}

Json health_check(const std::optional<HealthCheck>& check) {
  if (!check) return nullptr;
  return {{"test", check->command()},
          {"interval", seconds(check->interval)},
          {"timeout", seconds(check->timeout)},
          {"start_period", seconds(check->start_period)},
          {"retries", check->retries}};
}

}  // namespace

std::string format_contract(const Contract& contract) {
  Json json;
  json["version"] = Contract::kVersion;
  json["image"] = {{"reference", contract.reference}, {"digest", contract.image.str()}};
  json["proven"] = contract.proven;
  json["rounds"] = rounds(contract);
  json["ports"] = contract.ports;
  json["exposed_ports"] = contract.exposed_ports;
  json["user"] = {{"uid", contract.user.uid},
                  {"gid", contract.user.gid},
                  {"additional_gids", contract.user.additional_gids},
                  {"name", contract.user.name}};
  json["read_only_root"] = denial(contract.read_only_root);
  json["writable"] = writable(contract);
  json["refused"] = named(contract.refused, "path");
  json["capabilities"] = {{"drop_all", contract.drop_capabilities.possible},
                          {"why", contract.drop_capabilities.why},
                          {"add", given(contract)},
                          {"dispensable", named(contract.dispensable, "name")}};
  json["no_new_privileges"] = denial(contract.no_new_privileges);
  json["seccomp"] = contract.seccomp;
  json["stop_signal"] = contract.stop_signal;
  json["health_check"] = health_check(contract.health_check);
  json["docker_run"] = docker_flags(contract);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace whittle::contract
