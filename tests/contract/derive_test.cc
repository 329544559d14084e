#include <doctest/doctest.h>

#include "contract/hardening.h"
#include "contract/small_image.h"

using namespace whittle;
using testing::SmallImage;
using testing::writable;

TEST_CASE("a directory in which only new files appear becomes a tmpfs with the same mode") {
  SmallImage image("/tmp/ 1777\n/run/ 755 5:6\n/etc/passwd\n");
  image.changes("/tmp/x");
  image.changes("/run/app.pid");
  const Contract contract = image.derive();
  CHECK(writable(contract) == "/run tmpfs 755 5:6, /tmp tmpfs 1777 0:0");
  CHECK(contract.writable.at("/run").why == "/bin/app writes app.pid");
  CHECK(contract.refused.empty());
  CHECK(contract.read_only_root.possible);
}

TEST_CASE("files that are not kept are not hidden by a tmpfs") {
  SmallImage image("/var/cache/app/ 750 7:7\n/var/cache/app/old\n");
  image.changes("/var/cache/app/new");
  SUBCASE("dropped") {
    image.drop("/var/cache/app/old");
    CHECK(writable(image.derive()) == "/var/cache/app tmpfs 750 7:7");
  }
  SUBCASE("kept: a new file beside it may not be needed, which a run shows") {
    const Contract contract = image.derive();
    CHECK(contract.writable.empty());
    CHECK(contract.refused.at("/var/cache/app") == "/bin/app writes new");
  }
  SUBCASE("kept and changed: data, in a volume that has to be filled") {
    image.changes("/var/cache/app/old");
    const Contract contract = image.derive();
    CHECK(writable(contract) == "/var/cache/app volume 750 7:7");
    CHECK(contract.writable.at("/var/cache/app").has_content);
  }
}

TEST_CASE("directories that the app creates: the topmost of them, owned by the user") {
  SmallImage image("/srv/app/main.py\n/var/lib/ \n/var/lib/other/x\n");
  image.user = {.uid = 9, .gid = 8};
  image.changes("/srv/app/state");  // mkdir
  image.changes("/srv/app/state/deep/file");
  image.changes("/var/lib/app/file");
  image.changes("/srv/app/__pycache__/main.pyc");
  const Contract contract = image.derive();
  CHECK(writable(contract) == "/srv/app/state tmpfs 755 9:8, /var/lib/app tmpfs 755 9:8");
  CHECK(contract.refused.size() == 1);
  CHECK(contract.refused.contains("/srv/app/__pycache__"));  // Python does without
}

TEST_CASE("a tmpfs restores the directories that it hides, and covers those below it") {
  SmallImage image("/run/ 755\n/run/lock/ 1777\n/run/app/ 700 3:3\n");
  image.changes("/run/app/pid");
  image.changes("/run/x");
  CHECK(writable(image.derive()) ==
        "/run tmpfs 755 0:0, /run/app tmpfs 700 3:3, /run/lock tmpfs 1777 0:0");
}

TEST_CASE("a directory whose owner or mode was set is itself what changes") {
  SmallImage image("/var/cache/nginx/ 755\n");
  image.changes("/var/cache/nginx");
  CHECK(writable(image.derive()) == "/var/cache/nginx tmpfs 755 0:0");
}

TEST_CASE("a volume of the image covers what is below it") {
  SmallImage image("/data/ 700 5:6\n/data/sub/ \n/link -> data\n");
  image.config.volumes = {"/link", "/gone"};
  image.changes("/data/sub/file");
  const Contract contract = image.derive();
  CHECK(writable(contract) == "/data volume 700 5:6, /gone volume 755 0:0");
  CHECK(contract.writable.at("/data").declared);
  CHECK_FALSE(contract.writable.at("/data").has_content);
}

TEST_CASE("system directories are never mounted over") {
  SmallImage image("/etc/passwd\n/usr/lib/x\n");
  image.changes("/etc/passwd");
  image.changes("/new");
  const Contract contract = image.derive();
  CHECK(writable(contract) == "");
  CHECK(contract.refused.contains("/etc"));
  CHECK(contract.refused.contains("/"));
}

TEST_CASE("paths that are not possible in mount options are not mounted") {
  SmallImage image("/srv/\n/srv/a:b/\n/srv/a\x01z/\n/srv/\xff/\n");
  for (const char* path : {"/srv/a:b/x", "/srv/a\x01z/x", "/srv/\xff/x"}) image.changes(path);
  const Contract contract = image.derive();
  CHECK(writable(contract) == "");
  CHECK(contract.refused.size() == 3);
}

TEST_CASE("changes by the runtime are not attributed to the app") {
  SmallImage image("/etc/hosts\n/run/ \n");
  FileUse& use = image.trace.files["/run/x"];
  use.uses.insert(Use::change);
  use.phases.insert(Phase::runtime);
  CHECK(writable(image.derive()) == "");
}

TEST_CASE("no new privileges: not possible if a user runs programs that gain privileges") {
  LayerIndex layer = testing::layer("/bin/su 4755\n/bin/ls 755\n/bin/ping 755\n");
  layer.entries.back().metadata.xattrs = {
      {"security.capability", std::string("\1\0\0\1\0\4\0\0\0\0\0\0", 12)}};
  SmallImage image(testing::tree(std::vector<LayerIndex>{layer}));
  image.executes("/bin/ls");
  image.user.uid = 1000;
  CHECK(image.derive().no_new_privileges.possible);
  SUBCASE("setuid") {
    image.executes("/bin/su");
  }
  SUBCASE("file capabilities") {
    image.executes("/bin/ping");
  }
  CHECK_FALSE(image.derive().no_new_privileges.possible);
  CHECK(image.derive().no_new_privileges.why.find("gains privileges") != std::string::npos);
  image.user.uid = 0;  // who has everything
  CHECK(image.derive().no_new_privileges.possible);
}

TEST_CASE("a disabled health check is left out") {
  SmallImage image("/x\n");
  image.config.health_check = HealthCheck{.words = {"check"}};
  CHECK(image.derive().health_check == image.config.health_check);
  image.config.health_check->kind = HealthCheck::Kind::none;
  CHECK_FALSE(image.derive().health_check);
}

TEST_CASE("capabilities are inferred from calls and files") {
  SmallImage image("/data/ 700 5:6\n");
  image.calls("setgroups");
  image.changes("/data/x");
  const Contract contract = image.derive();
  REQUIRE(contract.capabilities.size() == 2);
  CHECK(contract.capabilities.at("CAP_SETGID") ==
        GivenCapability{.why = "setgroups: changes its group id", .inferred = true, .without = ""});
  CHECK(contract.capabilities.contains("CAP_DAC_OVERRIDE"));
  image.user.uid = 1000;
  CHECK(image.derive().capabilities.empty());
}

TEST_CASE("a contract as options for a run") {
  SmallImage image("/tmp/ 1777\n/data/ 700 5:6\n");
  image.config.volumes = {"/data"};
  image.changes("/tmp/x");
  Contract contract = image.derive();
  contract.capabilities["CAP_CHOWN"] = {};
  const Hardening all = contract::hardening_of(contract);
  CHECK(all.read_only_root);
  CHECK(all.no_new_privileges);
  CHECK(all.capabilities == std::set<std::string>{"CAP_CHOWN"});
  CHECK(all.tmpfs == std::vector<Tmpfs>{{.path = "/tmp", .mode = 01777}});
  CHECK(all.writable == std::vector<std::string>{"/data"});
  contract.read_only_root.possible = contract.no_new_privileges.possible = false;
  contract.drop_capabilities.possible = false;
  CHECK(contract::hardening_of(contract) == Hardening{});
}
