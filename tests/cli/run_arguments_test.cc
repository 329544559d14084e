#include "cli/run_arguments.h"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/atomic_file.h"
#include "base/temp_dir.h"
#include "whittle/error.h"

using namespace whittle;

TEST_CASE("--env takes a value, or a name whose value is taken from here") {
  std::vector<std::string> env;
  ::setenv("WHITTLE_TEST_SET", "yes", 1);
  ::unsetenv("WHITTLE_TEST_UNSET");
  cli::add_env(env, "A=b=c");
  cli::add_env(env, "WHITTLE_TEST_SET");
  cli::add_env(env, "WHITTLE_TEST_UNSET");
  CHECK(env == std::vector<std::string>{"A=b=c", "WHITTLE_TEST_SET=yes"});
  CHECK_THROWS_AS(cli::add_env(env, "=x"), UsageError);
}

TEST_CASE("--env-file skips blank lines and comments") {
  const base::TempDir directory("/tmp", "whittle-test");
  base::write_file(directory.path() / "env", "# comment\n\nA=1\r\nB=2 # no comment here");
  std::vector<std::string> env;
  cli::add_env_file(env, directory.path() / "env");
  CHECK(env == std::vector<std::string>{"A=1", "B=2 # no comment here"});
}

TEST_CASE("--volume") {
  const Volume volume = cli::parse_volume("/a:/b:ro");
  CHECK(volume.source == "/a");
  CHECK(volume.destination == "/b");
  CHECK(volume.read_only);
  CHECK_FALSE(cli::parse_volume("/a:/b").read_only);
  for (const char* wrong : {"", "/a", "a:/b", "/a:b", "/a:/b:rx", "/a:/b:ro:x"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(cli::parse_volume(wrong), UsageError);
  }
}
