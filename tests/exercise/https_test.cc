// Against `openssl s_server`, which answers a plain request by closing the connection, as most TLS
// servers do.
#include <doctest/doctest.h>

#include <string>

#include "base/fd.h"
#include "base/subprocess.h"
#include "base/temp_dir.h"
#include "exercise/fake_endpoint.h"
#include "exercise/http_exercise.h"
#include "exercise/tiny_server.h"

using namespace whittle;
using namespace whittle::exercise;
using namespace std::chrono_literals;

TEST_CASE("a server that speaks TLS gets https requests, its certificate is not checked") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-https");
  const std::string key = directory.path() / "key.pem";
  const std::string certificate = directory.path() / "certificate.pem";
  REQUIRE(base::run({.arguments = {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                   "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=nobody",
                                   "-keyout", key, "-out", certificate}})
              .exit.success());

  std::uint16_t port = 0;
  {
    TinyServer free_port({""});
    port = free_port.port();
  }
  base::Subprocess server(
      {.arguments = {"openssl", "s_server", "-quiet", "-www", "-accept",
                     "127.0.0.1:" + std::to_string(port), "-key", key, "-cert", certificate}});
  FakeEndpoint endpoint;
  endpoint.ports = {port};
  const ExerciseResult result =
      make_http({"GET", port, "/"}, OtherProtocol::fails, {.start = 5s})->run(endpoint);
  CHECK(result.passed);
  CHECK(result.detail.starts_with("200, "));
  CHECK(result.detail.ends_with(" bytes, https"));
}
