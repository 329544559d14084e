// What is read from engines and reported to them.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/temp_dir.h"
#include "runtime_wrapper/container_image.h"
#include "runtime_wrapper/engine_rootfs.h"
#include "runtime_wrapper/runtime_log.h"
#include "whittle/error.h"

using namespace whittle;
using namespace whittle::runtime_wrapper;
namespace fs = std::filesystem;

TEST_CASE("an overlay's directories") {
  const OverlayDirectories found = parse_overlay_options(
      "rw,relatime,lowerdir=/d/l/TOP:l/MIDDLE:/d/l/BOTTOM,upperdir=/d/x/diff,workdir=/d/x/work");
  CHECK(found.upper == "/d/x/diff");
  CHECK(found.lower == std::vector<std::string>{"/d/l/TOP", "l/MIDDLE", "/d/l/BOTTOM"});
  CHECK(parse_overlay_options("ro,lowerdir=/a").upper.empty());
}

TEST_CASE("a directory that is not an overlay is refused") {
  const base::TempDir directory(fs::temp_directory_path(), "whittle-test");
  CHECK_THROWS_AS(EngineRootfs(directory.path()), Error);
  CHECK_THROWS_AS(EngineRootfs(directory.path() / "nowhere"), Error);
}

TEST_CASE("a container's image is read from Docker's state files") {
  const base::TempDir data(fs::temp_directory_path(), "whittle-test");
  const fs::path file = data.path() / "containers" / "abc" / "config.v2.json";
  fs::create_directories(file.parent_path());
  const std::string image = "sha256:" + std::string(64, 'a');
  base::write_file(file, R"({"Image":")" + image + R"(","Config":{"StopSignal":"SIGQUIT"}})");
  for (const char* rootfs : {"overlay2/xyz/merged", "rootfs/overlayfs/abc"}) {
    const auto found = find_in_docker({.id = "abc", .rootfs = data.path() / rootfs});
    REQUIRE(found);
    CHECK(found->digest.str() == image);
    CHECK(found->stop_signal == "SIGQUIT");
  }
  CHECK_FALSE(find_in_docker({.id = "other", .rootfs = data.path() / "overlay2/xyz/merged"}));

  base::write_file(file, R"({"Image":"nginx"})");
  CHECK_THROWS_AS(find_in_docker({.id = "abc", .rootfs = data.path() / "overlay2/x/merged"}),
                  Error);
}

TEST_CASE("the log has one line of JSON for each message, whatever is in it") {
  const base::TempDir directory(fs::temp_directory_path(), "whittle-test");
  CommandLine line;
  line.log = directory.path() / "log.json";
  line.log_format = "json";
  log(line, Level::warning, "first");
  log(line, Level::error, "a \"quoted\"\nmessage \xff");
  const std::string text = base::read_file(line.log);
  const std::size_t second = text.find('\n') + 1;
  CHECK(nlohmann::json::parse(text.substr(0, second))["level"] == "warning");
  const auto entry = nlohmann::json::parse(text.substr(second));
  CHECK(entry["level"] == "error");
  CHECK(entry["msg"] == "a \"quoted\"\nmessage \xef\xbf\xbd");
  CHECK(text.find('\n', second) == text.size() - 1);
}
