#include "profile/apparmor.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "profile/apparmor_tables.h"
#include "tree_text.h"

using namespace whittle;

namespace {

std::string joined(const std::vector<std::string>& rules) {
  std::string text;
  for (const std::string& rule : rules) text += rule + "\n";
  return text;
}

// An image, the trace of an app, and the resulting rules.
struct Case {
  explicit Case(const std::string& lines) : tree(testing::tree(lines)) {
    keep.verdicts.resize(tree.size());
  }

  void use(const std::string& path, std::initializer_list<Use> uses, Phase phase = Phase::app) {
    for (const Use one : uses) trace.files[path].uses.insert(one);
    trace.files[path].phases.insert(phase);
  }
  void call(const std::string& name) { trace.syscalls["x86_64"][name].phases.insert(Phase::app); }
  void run(const std::string& executable, std::vector<std::string> arguments = {}) {
    trace.processes.insert({.executable = executable, .arguments = std::move(arguments)});
  }
  void keeps(const std::string& path, const std::string& rule = "literal-path") {
    Verdict& verdict = keep.verdicts[tree.find(path).value()];
    verdict = {.kept = true, .reason = {.rule = rule, .evidence = "", .parent = ""}};
  }

  AppArmorProfile profile() const {
    return profile::apparmor_profile({.name = "whittle-test",
                                      .trace = trace,
                                      .tree = with_tree ? &tree : nullptr,
                                      .keep = with_tree ? &keep : nullptr,
                                      .data_directories = volumes,
                                      .volumes = mounts,
                                      .capabilities = capabilities});
  }
  // Rules of the sections that depend on the trace; file rules first.
  std::string rules() const {
    std::vector<std::string> list;
    for (const AppArmorSection& section : profile().sections) {
      if (section.title.starts_with("Network") || section.title.starts_with("What every")) break;
      for (const AppArmorRule& rule : section.rules) list.push_back(rule.text);
    }
    return joined(list);
  }
  bool has(const std::string& rule) const {
    for (const AppArmorSection& section : profile().sections) {
      for (const AppArmorRule& found : section.rules) {
        if (found.text == rule) return true;
      }
    }
    return false;
  }

  FileTree tree;
  KeepSet keep;
  Trace trace;
  std::vector<std::string> volumes;
  std::vector<Volume> mounts;
  std::vector<NeededCapability> capabilities;
  bool with_tree = true;
};

}  // namespace

TEST_CASE("programs are mapped and run, scripts are run, interpreters and libraries are mapped") {
  Case one(
      "/bin/ 755\n/bin/sh 755 1\n/start.sh 755 1\n/lib/ 755\n/lib/ld.so.2 755 1\n/lib/libz.so.1.2 "
      "1");
  one.use("/start.sh", {Use::exec, Use::open});
  one.use("/bin/sh", {Use::exec});
  one.use("/lib/ld.so.2", {Use::exec});
  one.use("/lib/libz.so.1.2", {Use::open});
  one.run("/bin/sh", {"/bin/sh", "/start.sh"});
  CHECK(one.rules() == joined({"/bin/sh mrix", "/start.sh rix", "/lib/ld.so.2{,.*} mr",
                               "/lib/libz.so.1{,.*} mr"}));
}

TEST_CASE("uses by the runtime and look-ups need no rule") {
  Case one("/etc/ 755\n/etc/a 644 1\n/etc/b 644 1");
  one.use("/etc/a", {Use::open}, Phase::runtime);
  one.use("/etc/b", {Use::lookup});
  CHECK(one.rules().empty());
}

TEST_CASE("directories end with a slash, and have a rule only if they are opened") {
  Case one("/srv/ 755\n/srv/list/ 755\n/srv/list/x 1\n/link -> srv");
  one.use("/srv/list", {Use::open, Use::list});
  one.use("/srv", {Use::chdir});
  one.use("/link", {Use::traverse, Use::open});
  CHECK(one.rules() == joined({"/srv/list/ r"}));
}

TEST_CASE("many files of a directory are a family, except in shared directories") {
  std::string lines = "/usr/ 755\n/usr/lib/ 755\n/usr/lib/app/ 755\n/usr/lib/app/deep/ 755\n";
  for (int i = 0; i < 12; ++i) {
    lines += "/usr/lib/app/deep/x" + std::to_string(i) + " 1\n";
    lines += "/usr/lib/y" + std::to_string(i) + " 1\n";
  }
  lines += "/usr/lib/app/deep/x.so 1";
  Case one(lines);
  for (int i = 0; i < 12; ++i) one.use("/usr/lib/app/deep/x" + std::to_string(i), {Use::open});
  for (int i = 0; i < 12; ++i) one.use("/usr/lib/y" + std::to_string(i), {Use::open});
  one.use("/usr/lib/app/deep/x.so", {Use::open});
  one.use("/usr/lib/app/deep", {Use::list});
  const std::string found = one.rules();
  CHECK(std::ranges::count(found, '\n') == 14);
  CHECK(found.starts_with(
      joined({"/usr/lib/app/**.so{,.*} mr", "/usr/lib/app/{,**} r", "/usr/lib/y0 r"})));
}

TEST_CASE("kept files may be used according to their type") {
  Case one(
      "/usr/ 755\n/usr/bin/ 755\n/usr/bin/gzip 755 1\n/usr/lib/ 755\n/usr/lib/p.so 1\n"
      "/etc/ 755\n/etc/dropped 1\n/etc/d/ 755\n/etc/d/x 1");
  one.keeps("/usr", "parent");
  one.keeps("/usr/bin/gzip");
  one.keeps("/usr/lib/p.so");
  one.keeps("/etc/d");
  CHECK(one.rules() == joined({"/usr/bin/gzip mrix", "/usr/lib/p.so mr", "/etc/d/ r"}));
}

TEST_CASE("written: files of the system by name, directories of data as a whole") {
  Case one(
      "/etc/ 755\n/etc/conf 644 1\n/run/ 755\n/var/ 755\n/var/lib/ 755\n/var/lib/db/ 700 12:34\n"
      "/tmp/ 1777\n/app/ 755\n/opt/ 755\n/opt/own/ 755 12:34");
  SUBCASE("an existing file") {
    one.trace.written = {"/etc/conf"};
    CHECK(one.rules() == joined({"/etc/conf rwk"}));
  }
  SUBCASE("new files in a shared directory") {
    one.use("/etc/sedXy12Zq", {Use::open, Use::change});
    one.use("/run/app.pid", {Use::open});
    one.trace.written = {"/run/app.pid"};
    CHECK(one.rules() == joined({"/etc/sed?????? rwk", "/run/app.pid rwk"}));
  }
  SUBCASE("a new directory") {
    one.trace.written = {"/run/app", "/run/app/socket"};
    CHECK(one.rules() == joined({"/run/app/ rw", "/run/app/** rwlk"}));
  }
  SUBCASE("data") {
    one.trace.written = {"/var/lib/db/base", "/var/lib/db/base/1/2", "/tmp/x"};
    CHECK(one.rules() ==
          joined({"/tmp/ r", "/var/lib/db/ r", "/tmp/** rwlk", "/var/lib/db/** rwlk"}));
  }
  SUBCASE("a directory with another owner, wherever it is") {
    one.trace.written = {"/opt/own/x"};
    CHECK(one.rules() == joined({"/opt/own/ r", "/opt/own/** rwlk"}));
  }
  SUBCASE("caches of an interpreter do not make the app writable") {
    one.trace.written = {"/app/__pycache__", "/app/__pycache__/x.pyc"};
    CHECK(one.rules() == joined({"/app/__pycache__/ rw", "/app/__pycache__/** rwlk"}));
  }
  SUBCASE("volumes of the image, and those mounted") {
    one.volumes = {"/data"};
    one.mounts = {{.source = "/x", .destination = "/in", .read_only = true},
                  {.source = "/y", .destination = "/out/"}};
    CHECK(one.rules() ==
          joined({"/in{,/,/**} r", "/data/ r", "/data/** rwlk", "/out{,/,/**} rwlk"}));
  }
  SUBCASE("code that the app has unpacked") {
    one.trace.written = {"/tmp/libjna12.so"};
    CHECK(one.rules() == joined({"/tmp/ r", "/tmp/** mrwlk"}));
  }
}

TEST_CASE("without a tree only the trace is used") {
  Case one("/x 1");
  one.with_tree = false;
  one.use("/usr/lib/app", {Use::list});
  one.use("/usr/lib/app/x", {Use::open});
  one.trace.written = {"/run/x.pid"};
  CHECK(one.rules() == joined({"/usr/lib/app/x r", "/usr/lib/app/ r", "/run/x.pid{,/} rwk"}));
}

TEST_CASE("network by calls, capabilities by name") {
  Case one("/x 1");
  CHECK_FALSE(one.has("network inet stream"));
  one.call("socket");
  CHECK(one.has("unix"));
  CHECK_FALSE(one.has("network inet stream"));
  one.call("listen");
  CHECK(one.has("network inet6 stream"));
  CHECK_FALSE(one.has("network inet raw"));
  one.capabilities = {{.name = "CAP_NET_RAW", .why = {"ping"}}};
  CHECK(one.has("network inet raw"));
  CHECK(one.has("capability net_raw"));
  CHECK(one.has("signal (send, receive) peer=whittle-test"));
}

TEST_CASE("the text: comments stay on one line, the same bytes each time") {
  Case one("/x 1");
  one.use("/a b\n", {Use::open});
  one.capabilities = {{.name = "CAP_CHOWN", .why = {"of /x\n/** rw,"}}};
  const std::string text = profile::format_apparmor(one.profile());
  CHECK(text == profile::format_apparmor(one.profile()));
  CHECK(text.find("\n  \"/a b\\012\" r,\n") != std::string::npos);
  CHECK(text.find("\n  capability chown,  # of /x?/** rw,\n") != std::string::npos);
  CHECK(text.find("profile whittle-test flags=") != std::string::npos);
}

TEST_CASE("a profile is named after its image") {
  CHECK(profile::apparmor_name("nginx:1.25") == "whittle-nginx-1.25");
  CHECK(profile::apparmor_name("docker-daemon:whittle-test/redis:latest") ==
        "whittle-whittle-test-redis-latest");
  CHECK(profile::apparmor_name("oci:/tmp/lay out:small") == "whittle-lay-out-small");
  CHECK(profile::apparmor_name("../\"{x}\n") == "whittle-..---x--");
}

TEST_CASE("tables: each rule once, each with a reason") {
  std::set<std::string_view> seen;
  for (const auto& table : {profile::basic_file_rules(), profile::deny_rules()}) {
    for (const profile::KnownRule& rule : table) {
      CAPTURE(rule.text);
      CHECK(seen.insert(rule.text).second);
      CHECK_FALSE(rule.why.empty());
    }
  }
}
