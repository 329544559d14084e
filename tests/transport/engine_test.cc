#include <doctest/doctest.h>

#include <filesystem>

#include "transport/fake_engine.h"
#include "transport/sample_image.h"

using namespace whittle;
using namespace whittle::test;

namespace {

struct Sample {
  Sample() {
    const std::string layer = "layer bytes";
    write(work.path() / "layer", layer);
    const Digest digest = base::sha256(layer);
    image.layers = {{{{.media_type = kLayerType, .digest = digest, .size = 11}, {digest}},
                     work.path() / "layer"}};
    image.config_json = config_of({layer}, "amd64").dump();
    image.config = {.media_type = kConfigType, .digest = base::sha256(image.config_json)};
    transport::write_image(image, "docker-archive:" + (work.path() / "a.tar").string() + ":app:1",
                           work.path());
    archive = read(work.path() / "a.tar");
  }
  std::string id() const { return image.config.digest.str(); }
  std::string inspection() const {
    return Json{{"Id", id()},
                {"RepoTags", {"app:1"}},
                {"RootFS", {{"Layers", {base::sha256("layer bytes").str()}}}}}
        .dump();
  }
  std::string get() const { return "GET /images/" + id() + "/get"; }

  base::TempDir work = temp_dir();
  WrittenImage image;
  std::string archive;
};

constexpr const char* kInspect = "GET /images/app:1/json";
constexpr const char* kLoad = "POST /images/load?quiet=1";

}  // namespace

TEST_CASE("an image of the engine is exported and read") {
  const Sample sample;
  const FakeEngine engine(
      {{kInspect, {200, sample.inspection()}}, {sample.get(), {200, sample.archive}}});
  const Image image = read_image("docker-daemon:app:1");
  CHECK(image.name == "app:1");
  CHECK(image.digest == sample.image.config.digest);
  CHECK(layer_bytes(image) == "layer bytes");
}

TEST_CASE("an image whose layers are cached is exported only when one is read") {
  const Sample sample;
  const FakeEngine engine(
      {{kInspect, {200, sample.inspection()}}, {sample.get(), {200, sample.archive}}});
  transport::ReadOptions options{.platform = {},
                                 .work = sample.work.path(),
                                 .configs = sample.work.path() / "configs",
                                 .at_hand = [](const std::vector<DiffId>&) { return true; }};
  const Image first = transport::read_image("app:1", options);
  CHECK(engine.requests().size() == 2);  // its config was not known yet
  const Image second = transport::read_image("app:1", options);
  CHECK(engine.requests().size() == 3);
  CHECK(second.config.json == first.config.json);
  CHECK(layer_bytes(second) == "layer bytes");
  CHECK(engine.requests().size() == 4);

  write(options.configs / sample.image.config.digest.hex(), "damaged");
  CHECK(transport::read_image("app:1", options).config.json == first.config.json);
  CHECK(engine.requests().size() == 6);
}

TEST_CASE("a missing image, a refusal and a closed connection are errors") {
  const Sample sample;
  const auto error = [&](Answer inspect, Answer get) {
    const FakeEngine engine({{kInspect, inspect}, {sample.get(), get}});
    return error_of([] { read_image("app:1"); });
  };
  CHECK(contains(error({404, "{}"}, {}), "no such image in the Docker engine: app:1"));
  CHECK(contains(error({500, R"({"message": "on fire"})"}, {}),
                 "cannot inspect the image app:1: on fire"));
  CHECK(contains(error({500, "<html>"}, {}), "HTTP status 500"));
  CHECK(contains(error({200, "[]"}, {}), "the Docker engine's answer about app:1: not an object"));
  CHECK(contains(error({200, sample.inspection()}, {500, R"({"message": "no disk"})"}),
                 "cannot export the image"));
  CHECK(contains(error({200, sample.inspection()}, {200, sample.archive.substr(0, 3000), 2000}),
                 "closed the connection"));
}

TEST_CASE("a missing engine is an error with a hint") {
  ::setenv("DOCKER_HOST", "unix:///no/such/socket", 1);
  CHECK(contains(error_of([] { read_image("app:1"); }),
                 "no Docker engine answers at unix:///no/such/socket"));
  CHECK(contains(error_of([] { transport::check_destination("app:1"); }),
                 "start it or set DOCKER_HOST"));
  ::setenv("DOCKER_HOST", "ssh://host", 1);
  CHECK_THROWS_AS(read_image("app:1"), UsageError);
  ::unsetenv("DOCKER_HOST");
}

TEST_CASE("an image is loaded into the engine, and the result is checked") {
  const Sample sample;
  const auto load = [&](Answer answer, const std::string& inspection) {
    const FakeEngine engine({{kLoad, answer}, {kInspect, {200, inspection}}});
    return error_of([&] { transport::write_image(sample.image, "app:1", sample.work.path()); });
  };
  const Answer fine{200, "{\"stream\":\"Loaded image: app:1\\n\"}\r\n"};
  CHECK(load(fine, sample.inspection()) == "no error");
  CHECK(contains(
      load({200, "{\"stream\":\"x\"}\n{\"error\":\"no space left\"}\n"}, sample.inspection()),
      "cannot load the image: no space left"));
  CHECK(contains(load({500, R"({"message": "no"})"}, sample.inspection()),
                 "cannot load the image: no"));
  const std::string other = Json{{"Id", base::sha256("other").str()}}.dump();
  CHECK(contains(load(fine, other), "did not load the image as app:1"));
}
