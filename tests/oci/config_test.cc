#include "oci/config.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/sha256.h"
#include "whittle/error.h"

using namespace whittle;
using Json = nlohmann::json;

namespace {

const DiffId kOld{base::sha256("old")};
const DiffId kNew{base::sha256("new")};

Json sample() {
  return Json::parse(R"({
    "created": "2020-01-01T00:00:00Z", "architecture": "arm", "variant": "v7", "os": "linux", "author": "me",
    "config": {"User": "app:app", "ExposedPorts": {"80/tcp": {}}, "Env": ["A=b"], "Entrypoint": ["/e"], "Cmd": null,
               "Volumes": {"/data": {}}, "WorkingDir": "/w", "Labels": {"k": "v"}, "StopSignal": "SIGQUIT",
               "Healthcheck": {"Test": ["CMD", "true"], "Interval": 30000000000}, "Shell": ["/bin/bash", "-c"],
               "OnBuild": ["RUN x"], "Unknown": [1, 2.5, null]},
    "history": [{"created": "2019-01-01T00:00:00Z", "created_by": "ADD"}, {"created_by": "CMD", "empty_layer": true}],
    "rootfs": {"type": "layers", "diff_ids": []}, "x-unknown": {"deep": [true]}
  })");
}

std::string text_of(Json config) {
  config["rootfs"]["diff_ids"] = {kOld.digest.str()};
  return config.dump();
}

}  // namespace

TEST_CASE("a config is read, null is absent, and the blob is kept") {
  const std::string text = text_of(sample());
  const ImageConfig config = oci::parse_config(text);
  CHECK(config.platform.str() == "linux/arm/v7");
  CHECK(config.user == "app:app");
  CHECK(config.exposed_ports == std::vector<std::string>{"80/tcp"});
  CHECK(config.env == std::vector<std::string>{"A=b"});
  CHECK(config.entrypoint == std::vector<std::string>{"/e"});
  CHECK(config.cmd.empty());
  CHECK(config.volumes == std::vector<std::string>{"/data"});
  CHECK(config.working_dir == "/w");
  CHECK(config.stop_signal == "SIGQUIT");
  CHECK(config.labels.at("k") == "v");
  CHECK(config.diff_ids == std::vector<DiffId>{kOld});
  CHECK(config.json == text);
}

TEST_CASE("the health check of Docker's extension of the config is read") {
  using Kind = HealthCheck::Kind;
  using Words = std::vector<std::string>;
  const auto of = [](const std::string& check) {
    Json config = sample();
    config["config"]["Healthcheck"] = Json::parse(check);
    return oci::parse_config(text_of(config)).health_check;
  };
  const auto shell = of(R"({"Test": ["CMD-SHELL", "curl x || exit 1"], "Interval": 1500000000})");
  REQUIRE(shell);
  CHECK(shell->kind == Kind::shell);
  CHECK(shell->command() == Words{"/bin/bash", "-c", "curl x || exit 1"});
  CHECK(shell->interval == 1'500'000'000);
  const auto program = of(R"({"Test": ["CMD", "check", "-q"], "Timeout": -1, "Retries": 3})");
  REQUIRE(program);
  CHECK(program->command() == Words{"check", "-q"});
  CHECK(program->timeout == 0);
  CHECK(program->retries == 3);
  CHECK(of(R"({"Test": ["NONE"]})")->command().empty());
  for (const char* none :
       {"null", "{}", R"({"Test": []})", R"({"Test": ["CMD"]})", R"({"Test": ["SERVICE", "x"]})"}) {
    CAPTURE(none);
    CHECK_FALSE(of(none));
  }
  CHECK_THROWS_AS(of("7"), Error);
  CHECK_THROWS_AS(of(R"({"Test": 7})"), Error);
}

TEST_CASE("a derived config differs from its source in layers and history only") {
  const ImageConfig source = oci::parse_config(text_of(sample()));
  const oci::NewLayer layer{.diff_id = kNew, .created_by = "whittle minify", .comment = "why"};
  const std::string derived = oci::derive_config(source, std::span(&layer, 1));
  const Json json = Json::parse(derived);

  CHECK(json["rootfs"]["diff_ids"] == Json{kNew.digest.str()});
  CHECK(json["history"] == Json::parse(R"([
    {"created": "2019-01-01T00:00:00Z", "created_by": "ADD", "empty_layer": true},
    {"created_by": "CMD", "empty_layer": true},
    {"created": "2020-01-01T00:00:00Z", "created_by": "whittle minify", "comment": "why"}])"));
  Json rest = json;
  Json expected = sample();
  for (const char* changed : {"rootfs", "history"}) {
    rest.erase(changed);
    expected.erase(changed);
  }
  CHECK(rest == expected);
  CHECK(oci::derive_config(source, std::span(&layer, 1)) == derived);
  CHECK(oci::parse_config(derived).diff_ids == std::vector<DiffId>{kNew});
}

TEST_CASE("a source without history or creation time gets only the new entry") {
  Json config = sample();
  config.erase("history");
  config.erase("created");
  const oci::NewLayer layer{.diff_id = kNew, .created_by = "x", .comment = ""};
  const Json json =
      Json::parse(oci::derive_config(oci::parse_config(text_of(config)), std::span(&layer, 1)));
  CHECK(json["history"] == Json::parse(R"([{"created_by": "x"}])"));
  CHECK_FALSE(json.contains("created"));
}

TEST_CASE("the creation time is an upper bound for all times") {
  Json config = sample();
  config["history"][1]["created"] = "2021-01-01T00:00:00.5Z";
  config["history"].push_back({{"created", "2019-01-01T00:00:00+01:00"}});
  const oci::NewLayer layer{.diff_id = kNew, .created_by = "x", .comment = ""};
  const ImageConfig source = oci::parse_config(text_of(config));
  const Json json = Json::parse(oci::derive_config(source, std::span(&layer, 1), 1'600'000'000));
  CHECK(json["created"] == "2020-09-13T12:26:40Z");
  std::vector<std::string> times;
  for (const Json& entry : json["history"]) times.push_back(entry["created"]);
  CHECK(times == std::vector<std::string>{"2019-01-01T00:00:00Z", "2020-09-13T12:26:40Z",
                                          "2020-09-13T12:26:40Z", "2020-09-13T12:26:40Z"});
}

TEST_CASE("a malformed config is a one-line error") {
  const std::string deep = std::string(200, '[') + std::string(200, ']');
  const std::pair<std::string, const char*> cases[] = {
      {"", "not valid JSON (at byte 1)"},
      {"{", "not valid JSON (at byte 2)"},
      {"\"\xff\"", "not valid JSON (at byte 2)"},
      {deep, "nested too deeply"},
      {"[]", "not an object where one with \"os\" is expected"},
      {R"({"os": 1})", "\"os\" is not a string"},
      {R"({"config": []})", "not an object where one with \"User\" is expected"},
      {R"({"config": {"Env": "A=b"}})", "\"Env\" is not an array"},
      {R"({"config": {"Env": [1]}})", "\"Env\" is not made of strings"},
      {R"({"config": {"ExposedPorts": []}})", "\"ExposedPorts\" is not an object"},
      {R"({"config": {"Labels": {"a": 1}}})", "\"Labels\" is not made of strings"},
      {"{}", "it has no rootfs"},
      {R"({"rootfs": {"type": "x"}})", "its rootfs is not of type \"layers\""},
      {R"({"rootfs": {"type": "layers", "diff_ids": ["sha512:00"]}})",
       "not a sha256 digest: \"sha512:00\""},
  };
  for (const auto& malformed : cases) {
    CAPTURE(malformed.first);
    CHECK_THROWS_WITH_AS(oci::parse_config(malformed.first), malformed.second, Error);
  }
}
