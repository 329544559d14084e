#include "oci/config_edits.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "transport/sample_image.h"

using namespace whittle;
using Json = nlohmann::json;
using whittle::test::contains;
using whittle::test::error_of;

namespace {

const std::string kSource = R"({
  "architecture": "amd64",
  "config": {"User": "app", "Env": ["PATH=/bin", "A=b"], "Entrypoint": ["/e"], "Cmd": ["c"],
             "ExposedPorts": {"80/tcp": {}, "53/udp": {}}, "Volumes": {"/data": {}},
             "WorkingDir": "/w", "Labels": {"k": "v", "version": "1"}, "Unknown": [1]},
  "x-unknown": true
})";

Json edited(const oci::ConfigEdits& edits, const std::string& source = kSource) {
  return Json::parse(oci::edit_config(source, edits));
}

}  // namespace

TEST_CASE("members that no edit names stay") {
  CHECK(edited({}) == Json::parse(kSource));
  oci::ConfigEdits edits;
  edits.user = "nobody";
  Json expected = Json::parse(kSource);
  expected["config"]["User"] = "nobody";
  CHECK(edited(edits) == expected);
}

TEST_CASE("values are set, replaced and cleared") {
  oci::ConfigEdits edits;
  edits.entrypoint = {"/new", "-x"};
  edits.cmd.emplace();
  edits.env = {"A=other", "NEW=1"};
  edits.labels = {{"k", "w"}, {"l", "m=n"}};
  edits.working_dir = "/srv";
  const Json config = edited(edits)["config"];
  CHECK(config["Entrypoint"] == Json{"/new", "-x"});
  CHECK(config["Cmd"].is_null());
  CHECK(config["Env"] == Json{"PATH=/bin", "A=other", "NEW=1"});
  CHECK(config["Labels"] == Json{{"k", "w"}, {"l", "m=n"}, {"version", "1"}});
  CHECK(config["WorkingDir"] == "/srv");
}

TEST_CASE("a config without any members gets them") {
  oci::ConfigEdits edits;
  edits.env = {"A=b"};
  edits.labels = {{"k", "v"}};
  CHECK(edited(edits, "{}") == Json{{"config", {{"Env", {"A=b"}}, {"Labels", {{"k", "v"}}}}}});
  CHECK(edited(edits, R"({"config": {"Env": null, "Labels": null}})") == edited(edits, "{}"));
}

TEST_CASE("members are removed; a port without a protocol is TCP") {
  oci::ConfigEdits edits;
  edits.remove_env = {"A"};
  edits.remove_labels = {"k"};
  edits.remove_exposed_ports = {"80", "53/udp"};
  edits.remove_volumes = {"/data"};
  const Json config = edited(edits)["config"];
  CHECK(config["Env"] == Json{"PATH=/bin"});
  CHECK(config["Labels"] == Json{{"version", "1"}});
  CHECK(config["ExposedPorts"] == Json::object());
  CHECK(config["Volumes"] == Json::object());
}

TEST_CASE("what does not exist cannot be removed") {
  const auto error = [](auto member, const char* word, const std::string& source = kSource) {
    oci::ConfigEdits edits;
    edits.*member = {word};
    return error_of([&] { edited(edits, source); });
  };
  CHECK(error(&oci::ConfigEdits::remove_env, "PAHT") ==
        "--remove-env: the image has no variable PAHT | did you mean PATH?");
  CHECK(error(&oci::ConfigEdits::remove_labels, "versoin") ==
        "--remove-label: the image has no label versoin | did you mean version?");
  CHECK(error(&oci::ConfigEdits::remove_exposed_ports, "53") ==
        "--remove-expose: the image has no exposed port 53 | it has 53/udp, 80/tcp");
  CHECK(error(&oci::ConfigEdits::remove_volumes, "/data", "{}") ==
        "--remove-volume: the image has no volume /data | it has none");
}
