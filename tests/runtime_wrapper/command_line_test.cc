#include "runtime_wrapper/command_line.h"

#include <doctest/doctest.h>

#include <map>

using namespace whittle::runtime_wrapper;
using Words = std::vector<std::string>;

namespace {

CommandLine parse(const Words& words, const std::map<std::string, std::string>& variables = {}) {
  return parse_command_line(words, [&](const char* name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  });
}

}  // namespace

TEST_CASE("create as containerd's shim calls it") {
  const Words words = {
      "--root",     "/run/runc",        "--log",      "/b/log.json", "--log-format",
      "json",       "--systemd-cgroup", "create",     "--bundle",    "/b",
      "--pid-file", "/b/init.pid",      "--no-pivot", "abc"};
  const CommandLine line = parse(words);
  CHECK(line.usage_error.empty());
  CHECK(line.arguments == words);
  CHECK(line.root == "/run/runc");
  CHECK(line.log == "/b/log.json");
  CHECK(line.log_format == "json");
  CHECK(line.command == "create");
  CHECK(line.bundle == "/b");
  CHECK(line.pid_file == "/b/init.pid");
  CHECK(line.id() == "abc");
}

TEST_CASE("options of whittle-runtime are not passed to the real runtime") {
  for (const Words& words :
       {Words{"--whittle-traces=/t", "--whittle-runtime=crun", "state", "abc"},
        Words{"--whittle-traces", "/t", "--whittle-runtime", "crun", "state", "abc"}}) {
    const CommandLine line = parse(words);
    CHECK(line.usage_error.empty());
    CHECK(line.traces == "/t");
    CHECK(line.runtime == "crun");
    CHECK(line.arguments == Words{"state", "abc"});
  }
  CHECK(parse({"state", "abc"}).traces == kDefaultTraces);
  CHECK(parse({"state", "abc"}).runtime == kDefaultRuntime);
}

TEST_CASE("environment variables replace options, options take precedence") {
  const std::map<std::string, std::string> variables = {{"WHITTLE_TRACES", "/v"},
                                                        {"WHITTLE_RUNTIME", "/opt/crun"}};
  CHECK(parse({"list"}, variables).traces == "/v");
  CHECK(parse({"list"}, variables).runtime == "/opt/crun");
  CHECK(parse({"--whittle-traces=/t", "list"}, variables).traces == "/t");
}

TEST_CASE("arguments after the id belong to the command") {
  const CommandLine exec = parse(
      {"exec", "-e", "A=b", "--cwd=/x", "-d", "abc", "ls", "--pid-file", "--whittle-traces=/t"});
  CHECK(exec.usage_error.empty());
  CHECK(exec.operands == Words{"abc", "ls", "--pid-file", "--whittle-traces=/t"});
  CHECK(exec.pid_file.empty());
  const CommandLine kill = parse({"kill", "--all", "abc", "9"});
  CHECK(kill.operands == Words{"abc", "9"});
  CHECK(parse({"delete", "--force", "abc"}).id() == "abc");
  CHECK(parse({"kill", "--", "abc", "TERM"}).operands == Words{"abc", "TERM"});
}

TEST_CASE("options may have one dash, and a value after '='") {
  const CommandLine line = parse({"-root=/r", "create", "-b", "/b", "--pid-file=/p", "abc"});
  CHECK(line.root == "/r");
  CHECK(line.bundle == "/b");
  CHECK(line.pid_file == "/p");
  CHECK(line.id() == "abc");
}

TEST_CASE("missing command, id or value: reported by the real runtime") {
  CHECK(parse({"--version"}).command.empty());
  CHECK(parse({"--version"}).arguments == Words{"--version"});
  CHECK(parse({"create", "--bundle"}).arguments == Words{"create", "--bundle"});
  CHECK(parse({"create"}).id().empty());
  CHECK(parse({}).arguments.empty());
}

TEST_CASE("an error in the options of whittle-runtime is returned, and the log file is known") {
  for (const Words& words : {Words{"--whittle-trace=/t", "--log", "/l", "create"},
                             Words{"--whittle-traces=relative", "--log", "/l", "create"},
                             Words{"--log", "/l", "--whittle-runtime"}}) {
    const CommandLine line = parse(words);
    CHECK_FALSE(line.usage_error.empty());
    CHECK(line.log == "/l");
  }
}
