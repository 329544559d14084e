#include "profile/formats.h"

#include <doctest/doctest.h>
#include <seccomp.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "profile/seccomp.h"
#include "trace/used_calls.h"

using namespace whittle;
using Json = nlohmann::json;

namespace {

profile::Profiles sample() {
  Trace trace;
  trace.architecture = "amd64";
  for (const char* call : {"sendfile", "socket", "newfstatat"}) {
    trace.syscalls["x86_64"][call].phases.insert(Phase::app);
  }
  return {.name = "whittle-test",
          .seccomp = profile::seccomp_profile(trace),
          .apparmor = {.name = "whittle-test", .sections = {}},
          .capabilities = {{.name = "CAP_CHOWN", .why = {"chown: gives", "/x\n is"}},
                           {.name = "CAP_SETUID", .why = {"a run"}, .inferred = false}},
          .privileged_programs = {}};
}

bool has_line(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

// The words of all SystemCallFilter= lines.
std::set<std::string> filtered(const std::string& text) {
  std::set<std::string> names;
  std::istringstream lines(text);
  const std::string setting = "SystemCallFilter=";
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with(setting)) continue;
    for (const std::string& name : trace::words(line.substr(setting.size()))) {
      CHECK(names.insert(name).second);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("each format by its name, the same bytes each time") {
  std::set<std::string_view> names;
  for (const profile::Format& format : profile::formats()) {
    names.insert(format.name);
    const std::string text = format.format(sample());
    CHECK(text == format.format(sample()));
    CHECK(text.ends_with('\n'));
  }
  CHECK(names == std::set<std::string_view>{"docker", "oci", "k8s", "systemd", "apparmor", "caps"});
}

TEST_CASE("oci: Docker's profile without its comments") {
  Json docker = Json::parse(profile::format_docker(sample().seccomp));
  for (Json& rule : docker["syscalls"]) rule.erase("comment");
  CHECK(Json::parse(profile::format_oci(sample())) == docker);
}

TEST_CASE("k8s: a securityContext and the profile that it names") {
  profile::Profiles profiles = sample();
  std::string text = profile::format_kubernetes(profiles);
  CHECK(has_line(text, "    localhostProfile: profiles/whittle-test.json"));
  CHECK(has_line(text, "    add: [CHOWN, SETUID]"));
  CHECK(has_line(text, "  allowPrivilegeEscalation: false"));
  CHECK(text.substr(text.find("\n---\n") + 5) == profile::format_oci(profiles));

  profiles.privileged_programs = {"/bin/ping\n"};
  profiles.capabilities.clear();
  text = profile::format_kubernetes(profiles);
  CHECK(has_line(text, "  allowPrivilegeEscalation: true  # needed by /bin/ping?"));
  CHECK(text.find("    add:") == std::string::npos);
}

TEST_CASE("systemd: a list of allowed calls, all known to libseccomp") {
  profile::Profiles profiles = sample();
  std::string text = profile::format_systemd(profiles);
  for (const char* line :
       {"[Service]", "CapabilityBoundingSet=CAP_CHOWN CAP_SETUID", "NoNewPrivileges=yes",
        "SystemCallArchitectures=x86-64", "SystemCallErrorNumber=EPERM"}) {
    CHECK(has_line(text, line));
  }
  const std::set<std::string> names = filtered(text);
  for (const std::string& name : names) {
    CAPTURE(name);
    CHECK(::seccomp_syscall_resolve_name(name.c_str()) != __NR_SCMP_ERROR);
  }
  CHECK(names.contains("sendfile"));
  CHECK_FALSE(names.contains("mount"));
  CHECK_FALSE(names.contains("io_uring_setup"));
  // ENOSYS in other formats; with EPERM a libc would not fall back.
  CHECK_FALSE(profiles.seccomp.allows("clone3"));
  CHECK(names.contains("clone3"));

  profiles.privileged_programs = {"/bin/ping"};
  profiles.capabilities.clear();
  text = profile::format_systemd(profiles);
  CHECK(has_line(text, "CapabilityBoundingSet="));
  CHECK(text.find("NoNewPrivileges") == std::string::npos);
}

TEST_CASE("systemd: no namespaces and few families where the profile has conditions on them") {
  Trace trace;
  trace.architecture = "amd64";
  trace.syscalls["x86_64"]["write"].phases.insert(Phase::app);
  profile::Profiles profiles = sample();
  CHECK(profile::format_systemd(profiles).find("Restrict") == std::string::npos);
  profiles.seccomp = profile::seccomp_profile(trace, {.choice = {}});
  const std::string text = profile::format_systemd(profiles);
  CHECK(has_line(text, "RestrictNamespaces=yes"));
  CHECK(has_line(text, "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK"));
}

TEST_CASE("caps: a line each, then the flags") {
  profile::Profiles profiles = sample();
  CHECK(profile::format_capabilities(profiles) ==
        "CAP_CHOWN (inferred): chown: gives; /x? is\nCAP_SETUID: a run\n"
        "docker run: --cap-drop ALL --cap-add CHOWN --cap-add SETUID "
        "--security-opt no-new-privileges\n");
  profiles.capabilities.clear();
  profiles.privileged_programs = {"/bin/ping"};
  CHECK(profile::format_capabilities(profiles) ==
        "no capability is needed\ndocker run: --cap-drop ALL\n");
}
