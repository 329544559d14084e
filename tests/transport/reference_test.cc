#include "transport/reference.h"

#include <doctest/doctest.h>

#include "whittle/error.h"

using namespace whittle;
using transport::Transport;

TEST_CASE("references are parsed as skopeo does") {
  struct Case {
    const char* text;
    Transport transport;
    const char* location;
    const char* tag;
  };
  const Case cases[] = {
      {"oci:dir", Transport::oci, "dir", ""},
      {"oci:/a/dir:tag", Transport::oci, "/a/dir", "tag"},
      {"oci:dir:nginx:1.25", Transport::oci, "dir", "nginx:1.25"},
      {"oci-archive:a.tar:t", Transport::oci_archive, "a.tar", "t"},
      {"docker-archive:a.tar", Transport::docker_archive, "a.tar", ""},
      {"docker-archive:a.tar:localhost:5000/x:1", Transport::docker_archive, "a.tar",
       "localhost:5000/x:1"},
      {"docker-daemon:nginx:1", Transport::docker_daemon, "nginx:1", ""},
      {"nginx", Transport::docker_daemon, "nginx", ""},
      {"localhost:5000/a/b-c:v1.0_x", Transport::docker_daemon, "localhost:5000/a/b-c:v1.0_x", ""},
      {"Registry.example.com/a", Transport::docker_daemon, "Registry.example.com/a", ""},
      {"a.tar", Transport::docker_daemon, "a.tar", ""},
  };
  for (const Case& expected : cases) {
    CAPTURE(expected.text);
    const transport::Reference reference = transport::parse_reference(expected.text);
    CHECK(reference.transport == expected.transport);
    CHECK(reference.location == expected.location);
    CHECK(reference.tag == expected.tag);
  }
}

TEST_CASE("an invalid reference is a usage error") {
  for (const char* text : {"",
                           "oci:",
                           "oci:dir:",
                           "oci-archive::t",
                           "docker-archive:a.tar:UPPER",
                           "docker-daemon:",
                           "./a.tar",
                           "/a",
                           "a b",
                           "Nginx",
                           "nginx:",
                           "nginx:.x",
                           "a//b",
                           "a/",
                           "-a",
                           "nginx@sha512:00",
                           "dir:x",
                           "docker://",
                           "docker://Nginx",
                           "containers-storage:x",
                           "a\n"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(transport::parse_reference(text), UsageError);
  }
}

TEST_CASE("a name in a registry has a tag or a digest") {
  const auto location = [](const std::string& text) {
    const transport::Reference reference = transport::parse_reference(text);
    CHECK(reference.transport == transport::Transport::registry);
    CHECK(reference.text == text);
    return reference.location;
  };
  CHECK(location("docker://nginx") == "nginx:latest");
  CHECK(location("docker://localhost:5000/a/b:1") == "localhost:5000/a/b:1");
  CHECK(location("docker://host/a:1@sha256:00") == "host/a@sha256:00");
  CHECK(transport::repository_of("localhost:5000/a/b:1") == "localhost:5000/a/b");
  CHECK(transport::repository_of("host/a@sha256:00") == "host/a");
}

TEST_CASE("names are compared in their short form") {
  CHECK(transport::with_tag("nginx") == "nginx:latest");
  CHECK(transport::with_tag("localhost:5000/x") == "localhost:5000/x:latest");
  CHECK(transport::with_tag("x@sha256:00") == "x@sha256:00");
  CHECK(transport::familiar_name("docker.io/library/nginx:1") == "nginx:1");
  CHECK(transport::familiar_name("docker.io/a/b") == "a/b:latest");
  CHECK(transport::same_name("nginx", "docker.io/library/nginx:latest"));
  CHECK_FALSE(transport::same_name("nginx:1", "nginx"));
}
