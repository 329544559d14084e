#include "capability/infer.h"
#include "capability/privileged_programs.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "capability/file_capabilities.h"
#include "capability/tables.h"
#include "trace/used_calls.h"
#include "tree_text.h"

using namespace whittle;

namespace {

Trace calling(std::initializer_list<const char*> calls, Phase phase = Phase::app) {
  Trace trace;
  for (const char* call : calls) trace.syscalls["x86_64"][call].phases.insert(phase);
  return trace;
}

void use(Trace& trace, const std::string& path, std::initializer_list<Use> uses) {
  for (const Use one : uses) trace.files[path].uses.insert(one);
  trace.files[path].phases.insert(Phase::app);
}

std::string names(const std::vector<NeededCapability>& capabilities) {
  std::string text;
  for (const NeededCapability& capability : capabilities) {
    CHECK(capability.inferred);
    CHECK_FALSE(capability.why.empty());
    text += (text.empty() ? "" : " ") + capability.name.substr(4);
  }
  return text;
}

std::string inferred(const Trace& trace, const std::string& lines = "",
                     capability::Start start = capability::Start::as_root) {
  if (lines.empty()) return names(capability::infer({.trace = trace, .start = start}));
  const FileTree tree = testing::tree(lines);
  return names(capability::infer({.trace = trace, .tree = &tree, .start = start}));
}

// struct vfs_cap_data of revision 2, effective: CAP_NET_RAW is 13, CAP_NET_BIND_SERVICE 10.
std::string capability_attribute(std::uint32_t low) {
  std::string bytes = {1, 0, 0, 2};
  for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(low >> shift);
  return bytes + std::string(12, '\0');
}

}  // namespace

TEST_CASE("capabilities are inferred from calls of the app, not of the runtime") {
  CHECK(inferred(calling({"read", "setuid", "setgroups", "chown", "chroot"})) ==
        "CHOWN SETGID SETUID SYS_CHROOT");
  CHECK(inferred(calling({"setuid", "setgroups", "mknod"}, Phase::runtime)) == "");
  CHECK(inferred(calling({"mknodat"}, Phase::exec)) == "MKNOD");
}

TEST_CASE("what the kernel granted to the app is not marked as inferred") {
  Trace trace = calling({"setuid"});
  trace.capabilities["CAP_KILL"] = {.phases = trace.syscalls["x86_64"]["setuid"].phases,
                                    .users = {"/sbin/init"}};
  trace.capabilities["CAP_MKNOD"].phases.insert(Phase::runtime);
  const auto needed = capability::infer({.trace = trace, .start = capability::Start::as_other});
  REQUIRE(needed.size() == 1);
  CHECK(needed[0] == NeededCapability{.name = "CAP_KILL",
                                      .why = {"the kernel granted it to /sbin/init"},
                                      .inferred = false});
  CHECK(capability::infer({.trace = trace}).back().inferred);  // SETUID
}

TEST_CASE("kill needs a capability only if the app changes its user id") {
  CHECK(inferred(calling({"kill"})) == "");
  CHECK(inferred(calling({"kill", "setresuid"})) == "KILL SETUID");
}

TEST_CASE("a port below 1024, and programs known by name") {
  Trace trace;
  trace.ports = {8080};
  CHECK(inferred(trace) == "");
  trace.ports = {80, 8080};
  trace.processes.insert({.executable = "/bin/busybox", .arguments = {"ping", "::1"}});
  CHECK(inferred(trace) == "NET_BIND_SERVICE NET_RAW");
}

TEST_CASE("by an argument: packet sockets, dropping from the bounding set") {
  Trace trace = calling({"socket", "prctl"});
  trace.arguments["x86_64"]["socket"][0].insert(2);  // AF_INET
  trace.arguments["x86_64"]["prctl"][0].insert(38);  // PR_SET_NO_NEW_PRIVS
  CHECK(inferred(trace) == "");
  trace.arguments["x86_64"]["socket"][0].insert(17);  // AF_PACKET
  CHECK(inferred(trace) == "NET_RAW");
  trace.arguments["x86_64"]["prctl"][0].insert(24);  // PR_CAPBSET_DROP
  CHECK(inferred(trace) == "NET_RAW SETPCAP");
}

TEST_CASE("root needs DAC_OVERRIDE for files that modes withhold from it") {
  Trace trace;
  const std::string image =
      "/data/ 755 12:34\n/data/open 644 12:34 1\n/data/closed 600 12:34 1\n/secret/ 700 12:34\n"
      "/secret/key 644 1\n/etc/ 755\n/etc/shadow 600 1\n/shared/ 775 12:0";
  SUBCASE("what others may read, and what is its own") {
    use(trace, "/data/open", {Use::open});
    use(trace, "/etc/shadow", {Use::open, Use::change});
    use(trace, "/shared/x", {Use::change});
    CHECK(inferred(trace, image) == "");
  }
  SUBCASE("a file") {
    use(trace, "/data/closed", {Use::open});
    CHECK(inferred(trace, image) == "DAC_OVERRIDE");
  }
  SUBCASE("a look-up alone opens nothing") {
    use(trace, "/data/closed", {Use::lookup});
    CHECK(inferred(trace, image) == "");
  }
  SUBCASE("a directory on the way") {
    use(trace, "/secret/key", {Use::lookup});
    CHECK(inferred(trace, image) == "DAC_OVERRIDE");
  }
  SUBCASE("a change") {
    use(trace, "/data/open", {Use::change});
    CHECK(inferred(trace, image) == "DAC_OVERRIDE");
  }
  SUBCASE("a new file, also in a new directory") {
    trace.written = {"/data/new/file"};
    CHECK(inferred(trace, image) == "DAC_OVERRIDE");
  }
}

TEST_CASE("modes of others' files need FOWNER, setgid bits FSETID") {
  Trace trace = calling({"fchmodat"});
  const std::string image = "/own 644 1\n/other 666 12:34 1\n/setgid/ 2777";
  use(trace, "/own", {Use::change});
  CHECK(inferred(trace, image) == "");
  use(trace, "/other", {Use::change});
  CHECK(inferred(trace, image) == "FOWNER");
  use(trace, "/setgid", {Use::change});
  CHECK(inferred(trace, image) == "FOWNER FSETID");
}

TEST_CASE("an app of another user needs none, except for setuid programs and file capabilities") {
  Trace trace = calling({"setuid", "chown"});
  use(trace, "/bin/sudo", {Use::exec});
  use(trace, "/bin/ping", {Use::exec});
  const auto other = capability::Start::as_other;
  CHECK(inferred(trace, "/bin/ 755\n/bin/sudo 755 1\n/bin/ping 755 1", other) == "");
  CHECK(inferred(trace, "/bin/ 755\n/bin/sudo 4755 1\n/bin/ping 755 1", other) == "CHOWN SETUID");
  LayerIndex layer = testing::layer("/bin/ 755\n/bin/sudo 755 1\n/bin/ping 755 1");
  layer.entries.back().metadata.xattrs = {{"security.capability", capability_attribute(1U << 13)}};
  const LayerIndex* const layers[] = {&layer};
  const FileTree tree = FileTree::from_layers(layers);
  const auto needed = capability::infer({.trace = trace, .tree = &tree, .start = other});
  CHECK(names(needed) == "NET_RAW");
  CHECK(capability::privileged_programs(trace, tree) == std::vector<std::string>{"/bin/ping"});
}

TEST_CASE("security.capability: both revisions with names, anything else is none") {
  const auto of = [](const std::string& bytes) {
    return capability::file_capabilities({.xattrs = {{"security.capability", bytes}}});
  };
  CHECK(of(capability_attribute(1U << 10 | 1U)) ==
        std::vector<std::string>{"CAP_CHOWN", "CAP_NET_BIND_SERVICE"});
  for (const std::string& bytes :
       {std::string(), std::string("\1\0\0\2", 4), std::string(20, '\xff'), std::string("x")}) {
    CHECK(of(bytes).empty());
  }
}

TEST_CASE("capabilities that a failed call may lack, the likeliest first") {
  // Never CAP_FSETID, without which no call fails.
  CHECK(capability::capabilities_for("chown") ==
        std::vector<std::string>{"CAP_CHOWN", "CAP_DAC_OVERRIDE"});
  CHECK(capability::capabilities_for("openat") ==
        std::vector<std::string>{"CAP_DAC_OVERRIDE", "CAP_FOWNER"});
  CHECK(capability::capabilities_for("setgroups") == std::vector<std::string>{"CAP_SETGID"});
  CHECK(capability::capabilities_for("mount").empty());
}

TEST_CASE("tables have only capabilities of Docker, with reasons") {
  const auto check = [](std::string_view capability, std::string_view why) {
    CAPTURE(capability);
    CHECK(std::ranges::find(kDockerCapabilities, capability) != kDockerCapabilities.end());
    CHECK_FALSE(why.empty());
  };
  std::set<std::string_view> named;
  for (const auto& row : capability::call_rows()) {
    check(row.capability, row.why);
    named.insert(row.capability);
  }
  for (const auto& row : capability::argument_rows()) check(row.capability, row.why);
  for (const auto& row : capability::program_rows()) check(row.capability, row.why);
  CHECK(named.size() == kDockerCapabilities.size());
}
