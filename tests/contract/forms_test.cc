// The formats of a contract are valid for any text of an image.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/subprocess.h"
#include "contract/contract_json.h"
#include "contract/page.h"
#include "contract/platforms.h"
#include "contract/quote.h"

using namespace whittle;
using Json = nlohmann::json;
using Kind = WritableDirectory::Kind;

namespace {

Contract sample() {
  Contract contract;
  contract.reference = "whittle-result/nginx";
  contract.image = Digest::from_hex(std::string(64, 'a'));
  contract.ports = {80};
  contract.exposed_ports = {"80/tcp"};
  contract.writable["/run"] = {.kind = Kind::tmpfs, .path = "/run", .mode = 0755, .uid = 5};
  contract.writable["/data"] = {.kind = Kind::volume, .path = "/data", .declared = true};
  contract.writable["/srv"] = {.kind = Kind::volume, .path = "/srv", .has_content = true};
  contract.capabilities["CAP_CHOWN"] = {
      .why = "chown was refused", .inferred = false, .without = "GET :80/: none"};
  contract.seccomp = "seccomp.json";
  contract.stop_signal = "SIGQUIT";
  contract.proven = true;
  return contract;
}

// A document read by PyYAML, as JSON.
Json read_yaml(const std::string& yaml) {
  const base::Output output = base::run(
      {.arguments = {"/usr/bin/python3", "-c",
                     "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))",
                     yaml}});
  INFO(output.out);
  REQUIRE(output.exit.success());
  return Json::parse(output.out);
}

// The words of a line, split by a shell.
std::string shell_words(const std::string& line) {
  const base::Output output = base::run({.arguments = {"/bin/sh", "-c", "printf '%s\\n' " + line}});
  REQUIRE(output.exit.success());
  return output.out;
}

const std::string kHostile =
    "/a\"b'c $(touch x) `id` ${HOME} #x \\n {} [] & * ! | > % @ \xc3\xa9 \xf0\x9f\x98\x80";

}  // namespace

TEST_CASE("the line for docker run") {
  CHECK(contract::docker_line(sample()) ==
        "docker run --read-only --tmpfs /run:mode=0755,uid=5,gid=0 --volume /srv --cap-drop ALL "
        "--cap-add CHOWN --security-opt no-new-privileges --security-opt seccomp=seccomp.json "
        "whittle-result/nginx");
}

TEST_CASE("denials that were given up are not in the output") {
  Contract contract = sample();
  contract.read_only_root.possible = contract.drop_capabilities.possible = false;
  contract.no_new_privileges.possible = false;
  contract.reference.clear();
  CHECK(contract::docker_line(contract) == "docker run --security-opt seccomp=seccomp.json IMAGE");
  const Json service = read_yaml(contract::compose_yaml(contract))["services"]["app"];
  CHECK_FALSE(service.contains("read_only"));
  CHECK_FALSE(service.contains("cap_drop"));
  const Json pod = read_yaml(contract::kubernetes_yaml(contract))["spec"];
  const Json security = pod["containers"][0]["securityContext"];
  CHECK(security["readOnlyRootFilesystem"] == false);
  CHECK(security["allowPrivilegeEscalation"] == true);
  CHECK_FALSE(security.contains("capabilities"));
  CHECK(pod["volumes"].size() == 1);  // the image's own volume is for data, with any root
}

TEST_CASE("Compose") {
  const Json compose = read_yaml(contract::compose_yaml(sample()));
  const Json& service = compose["services"]["app"];
  CHECK(service["image"] == "whittle-result/nginx");
  CHECK(service["read_only"] == true);
  CHECK(service["tmpfs"] == Json{"/run:mode=0755,uid=5,gid=0"});
  CHECK(service["volumes"][1] ==
        Json{{"type", "volume"}, {"source", "data-2"}, {"target", "/srv"}});
  CHECK(compose["volumes"].contains("data-2"));
  CHECK(service["cap_drop"] == Json{"ALL"});
  CHECK(service["cap_add"] == Json{"CHOWN"});
  CHECK(service["security_opt"] == Json{"no-new-privileges:true", "seccomp:./seccomp.json"});
}

TEST_CASE("Kubernetes") {
  Contract contract = sample();
  contract.health_check = HealthCheck{.words = {"check", "-q"}, .interval = 29'500'000'000};
  const Json spec = read_yaml(contract::kubernetes_yaml(contract))["spec"];
  const Json& container = spec["containers"][0];
  const Json& security = container["securityContext"];
  CHECK(security["runAsUser"] == 0);
  CHECK(security["runAsNonRoot"] == false);
  CHECK(security["capabilities"] == Json{{"drop", {"ALL"}}, {"add", {"CHOWN"}}});
  CHECK(security["seccompProfile"]["type"] == "Localhost");
  CHECK(container["livenessProbe"]["exec"]["command"] == Json{"check", "-q"});
  CHECK(container["livenessProbe"]["periodSeconds"] == 30);
  CHECK(container["volumeMounts"].size() == 3);
  CHECK(spec["volumes"][1]["emptyDir"]["medium"] == "Memory");
  CHECK(spec["securityContext"]["sysctls"][0]["name"] == "net.ipv4.ip_unprivileged_port_start");
}

TEST_CASE("hostile text stays one string in YAML, and one word in a shell") {
  Contract contract = sample();
  contract.writable = {{kHostile, {.kind = Kind::tmpfs, .path = kHostile, .mode = 0700}}};
  contract.health_check = HealthCheck{.words = {kHostile, "two\nlines\t\x7f"}};
  contract.stop_signal = kHostile;
  const Json pod = read_yaml(contract::kubernetes_yaml(contract))["spec"]["containers"][0];
  CHECK(pod["volumeMounts"][0]["mountPath"] == kHostile);
  CHECK(pod["livenessProbe"]["exec"]["command"] == Json{kHostile, "two\nlines\t\x7f"});
  std::string doubled = kHostile;  // Compose would take a '$' for a variable
  for (std::size_t at = 0; (at = doubled.find('$', at)) != std::string::npos; at += 2) {
    doubled.insert(at, "$");
  }
  CHECK(read_yaml(contract::compose_yaml(contract))["services"]["app"]["tmpfs"][0] ==
        doubled + ":mode=0700,uid=0,gid=0");
  const std::string line = contract::docker_line(contract);
  CHECK(shell_words(line.substr(0, line.find(" --cap-drop"))) ==
        "docker\nrun\n--read-only\n--tmpfs\n" + kHostile + ":mode=0700,uid=0,gid=0\n");
}

TEST_CASE("bytes that are not UTF-8 are replaced in YAML") {
  Contract contract = sample();
  contract.reference = "a\xff";
  const Json compose = read_yaml(contract::compose_yaml(contract));
  CHECK(compose["services"]["app"]["image"] == "a\xef\xbf\xbd");
}

TEST_CASE("in YAML a text that looks like another type stays a text") {
  Contract contract = sample();
  contract.reference = "true";
  contract.exposed_ports = {"80"};
  const Json service = read_yaml(contract::compose_yaml(contract))["services"]["app"];
  CHECK(service["image"] == "true");
  CHECK(service["expose"] == Json{"80", "80/tcp"});
}

TEST_CASE("bytes that are not UTF-8 are shown as question marks") {
  CHECK(contract::printable("a\xff\x01z\xed\xa0\x80") == "a??z???");
  CHECK(contract::code_span("a`b``c") == "```a`b``c```");
  CHECK(contract::code_span("`") == "`` ` ``");
  CHECK(contract::code_span("x\n```\ny") == "````x?```?y````");
  CHECK(contract::shell_word("") == "''");
  CHECK_FALSE(contract::can_be_mounted("/a:b"));
  CHECK(contract::can_be_mounted("/caf\xc3\xa9"));
}

TEST_CASE("contract.json") {
  Contract contract = sample();
  contract.rounds = {{.failure = "GET / failed", .changes = {"tmpfs /run"}}};
  contract.read_only_root = {.possible = false, .why = "\xff"};
  const Json json = Json::parse(contract::format_contract(contract));
  CHECK(json["version"] == 1);
  CHECK(json["read_only_root"]["possible"] == false);
  CHECK(json["capabilities"]["add"][0]["name"] == "CAP_CHOWN");
  CHECK(json["writable"][1] == Json{{"path", "/run"},
                                    {"kind", "tmpfs"},
                                    {"mode", "0755"},
                                    {"uid", 5},
                                    {"gid", 0},
                                    {"declared", false},
                                    {"has_content", false},
                                    {"why", ""}});
  CHECK(json["rounds"][0]["changes"][0] == "tmpfs /run");
  CHECK(json["health_check"].is_null());
}

TEST_CASE("the page has the command line, both snippets, and the failed runs") {
  Contract contract = sample();
  contract.rounds = {{.failure = "GET / failed", .changes = {"capability CAP_CHOWN: refused"}}};
  const std::string page = contract::format_page(contract);
  for (const std::string& part :
       {contract::docker_line(contract), contract::compose_yaml(contract),
        contract::kubernetes_yaml(contract), std::string("  - `capability CAP_CHOWN: refused`")}) {
    CHECK(page.find(part) != std::string::npos);
  }
  contract.proven = false;
  CHECK(contract::format_page(contract).find("**Not verified**") != std::string::npos);
}
