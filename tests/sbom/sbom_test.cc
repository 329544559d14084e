#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "sbom/sbom.h"

using namespace whittle;
using nlohmann::json;

namespace {

PackageIndex three_packages() {
  PackageIndex index;
  index.distribution = {"debian", "12"};
  index.packages = {{.name = "libc6",
                     .version = "1:2.36-9+deb12u1",
                     .architecture = "amd64",
                     .source = "glibc",
                     .license = "LGPL-2.1+, GPL-2"},
                    {.name = "tool", .version = "1", .architecture = "all", .license = "MIT"},
                    {.manager = PackageManager::npm, .name = "@types/node", .version = "20"}};
  return index;
}

sbom::Bill bill_of(const PackageIndex& index, sbom::Scope scope) {
  return {.packages = index,
          .states = {PackageState::partial, PackageState::removed, PackageState::kept},
          .scope = scope,
          .image = "docker-daemon:x",
          .digest = Digest::from_hex(std::string(64, 'a')),
          .created = "2024-05-01T10:00:00Z"};
}

}  // namespace

TEST_CASE("purl: a type, a namespace and qualifiers for each manager") {
  const Distribution debian = {"debian", "12"};
  const auto purl = [&](PackageManager manager, const std::string& name, const std::string& version,
                        const std::string& architecture = "") {
    return sbom::purl(
        {.manager = manager, .name = name, .version = version, .architecture = architecture},
        debian);
  };
  CHECK(purl(PackageManager::dpkg, "libc6", "1:2.36-9+b1", "amd64") ==
        "pkg:deb/debian/libc6@1%3A2.36-9%2Bb1?arch=amd64&distro=debian-12");
  CHECK(purl(PackageManager::rpm, "bash", "1:5.1-6.el9", "x86_64") ==
        "pkg:rpm/debian/bash@5.1-6.el9?arch=x86_64&distro=debian-12&epoch=1");
  CHECK(purl(PackageManager::apk, "musl", "1.2.4-r2") ==
        "pkg:apk/debian/musl@1.2.4-r2?distro=debian-12");
  CHECK(purl(PackageManager::pip, "Ruamel_Yaml", "1") == "pkg:pypi/ruamel-yaml@1");
  CHECK(purl(PackageManager::npm, "@types/node", "20") == "pkg:npm/%40types/node@20");
  CHECK(purl(PackageManager::gem, "nio4r", "2", "java") == "pkg:gem/nio4r@2?platform=java");
}

TEST_CASE("CycloneDX: the packages of each scope, with their states") {
  const PackageIndex index = three_packages();
  const auto parsed = [&](sbom::Scope scope) {
    return json::parse(sbom::format_cyclonedx(bill_of(index, scope)));
  };
  const json original = parsed(sbom::Scope::original);
  CHECK(original["specVersion"] == "1.5");
  CHECK(original["metadata"]["timestamp"] == "2024-05-01T10:00:00Z");
  REQUIRE(original["components"].size() == 4);  // the distribution is one
  CHECK(original["components"][1]["licenses"][0]["license"]["name"] == "LGPL-2.1+, GPL-2");
  CHECK(original["components"][2]["licenses"][0]["license"]["id"] == "MIT");
  CHECK(parsed(sbom::Scope::result)["components"].size() == 3);
  const json difference = parsed(sbom::Scope::difference);
  CHECK(difference["components"][2]["properties"].back()["value"] == "removed");
  CHECK(difference["serialNumber"] != original["serialNumber"]);
}

TEST_CASE("SPDX: packages, relationships and annotations") {
  const PackageIndex index = three_packages();
  const json spdx = json::parse(sbom::format_spdx(bill_of(index, sbom::Scope::difference)));
  CHECK(spdx["spdxVersion"] == "SPDX-2.3");
  REQUIRE(spdx["packages"].size() == 4);  // the image is one
  CHECK(spdx["relationships"].size() == 4);
  CHECK(spdx["packages"][1]["licenseDeclared"] == "NOASSERTION");
  CHECK(spdx["packages"][1]["licenseComments"] == "LGPL-2.1+, GPL-2");
  CHECK(spdx["packages"][2]["licenseDeclared"] == "MIT");
  CHECK(spdx["packages"][2]["annotations"][0]["comment"] == "state: removed");
}

TEST_CASE("bills: without a time, one is written only where the format requires it") {
  const PackageIndex index = three_packages();
  sbom::Bill bill = bill_of(index, sbom::Scope::original);
  bill.created = "";
  CHECK_FALSE(json::parse(sbom::format_cyclonedx(bill))["metadata"].contains("timestamp"));
  CHECK(json::parse(sbom::format_spdx(bill))["creationInfo"]["created"] == "1970-01-01T00:00:00Z");
}

TEST_CASE("bills: bytes of a name that are not UTF-8 are replaced") {
  PackageIndex index = three_packages();
  index.packages[0].name = "\xff\xfe";
  const sbom::Bill bill = bill_of(index, sbom::Scope::original);
  for (const std::string& text : {sbom::format_spdx(bill), sbom::format_cyclonedx(bill)}) {
    CHECK(json::parse(text).dump().find("\"name\":\"\ufffd\ufffd\"") != std::string::npos);
  }
}

TEST_CASE("times: of a config, of an epoch") {
  CHECK(sbom::created_time(R"({"created": "2024-05-01T10:00:00.123Z"})") == "2024-05-01T10:00:00Z");
  CHECK(sbom::created_time(R"({"created": "yesterday"})").empty());
  CHECK(sbom::created_time("{}").empty());
  CHECK(sbom::time_of_epoch(1714557600) == "2024-05-01T10:00:00Z");
}
