#include "contract/relax.h"

#include <doctest/doctest.h>

#include "contract/small_image.h"

using namespace whittle;
using testing::SmallImage;
using testing::writable;
using Lines = std::vector<std::string>;

namespace {

struct ContractRun {
  template <typename Form>
  explicit ContractRun(const Form& form) : image(form), contract(image.derive()) {}

  void refused(const std::string& path) {
    SmallImage::note(run.refused[path], Use::change, "/bin/app");
  }
  void denied(const std::string& call) {
    run.syscalls["x86_64"][call].phases.insert(Phase::app);
    run.denied_syscalls["x86_64"][call].phases.insert(Phase::app);
  }
  Lines relax() {
    return contract::relax(contract, image.subject(), {.trace = run, .failure = "it failed"});
  }
  std::string capabilities() const {
    std::string names;
    for (const auto& [name, given] : contract.capabilities) names += name + " ";
    return names;
  }

  SmallImage image;
  Contract contract;
  Trace run;
};

}  // namespace

TEST_CASE("a directory that was refused becomes a tmpfs") {
  ContractRun one_run("/run/ 755 1:1\n");
  one_run.refused("/run/pid");
  CHECK(one_run.relax() == Lines{"tmpfs /run: /bin/app was not allowed to change /run/pid"});
  CHECK(writable(one_run.contract) == "/run tmpfs 755 1:1");
  CHECK(one_run.contract.read_only_root.possible);
}

TEST_CASE("a directory with kept files becomes a volume, and is no longer in `refused`") {
  ContractRun one_run("/srv/app/main.py\n/run/ \n");
  one_run.contract.refused["/srv/app"] = "guessed";
  one_run.refused("/srv/app/state.db");
  CHECK(one_run.relax().size() == 1);
  CHECK(writable(one_run.contract) == "/srv/app volume 755 0:0");
  CHECK(one_run.contract.refused.empty());
}

TEST_CASE("a call that was refused gets its capability back") {
  ContractRun one_run("/x\n");
  one_run.denied("fchownat");
  CHECK(one_run.relax() == Lines{"capability CAP_CHOWN: fchownat was refused"});
  CHECK(one_run.capabilities() == "CAP_CHOWN ");
  CHECK_FALSE(one_run.contract.capabilities.at("CAP_CHOWN").inferred);
}

TEST_CASE("a call that was refused in the original too changes nothing") {
  ContractRun one_run("/x\n");
  one_run.image.trace.denied_syscalls["x86_64"]["chown"].phases.insert(Phase::app);
  one_run.denied("chown");
  one_run.relax();
  CHECK(one_run.capabilities() == "");
}

TEST_CASE("a call that may need two capabilities gets them one at a time") {
  ContractRun one_run("/x\n");
  one_run.denied("unlink");
  one_run.relax();
  CHECK(one_run.capabilities() == "CAP_DAC_OVERRIDE ");
  one_run.relax();
  CHECK(one_run.capabilities() == "CAP_DAC_OVERRIDE CAP_FOWNER ");
}

TEST_CASE("a program that was not executed because of its file capabilities gets them") {
  const std::string value("\x01\x00\x00\x01\x00\x04\x00\x00\x00\x00\x00\x00", 12);

  LayerIndex layer = testing::layer("/bin/bind 755\n");
  layer.entries.back().metadata.xattrs = {{"security.capability", value}};
  ContractRun one_run(testing::tree(std::vector<LayerIndex>{layer}));
  SmallImage::note(one_run.run.forbidden["/bin/bind"], Use::exec, "/bin/sh");
  one_run.denied("execve");  // which CAP_DAC_OVERRIDE would not help
  CHECK(one_run.relax() ==
        Lines{"capability CAP_NET_BIND_SERVICE: a file capability of /bin/bind"});
}

TEST_CASE("the obstacle to a read-only root is named") {
  ContractRun one_run("/etc/passwd\n");
  one_run.refused("/etc/passwd");
  one_run.relax();
  CHECK_FALSE(one_run.contract.read_only_root.possible);
  CHECK(one_run.contract.read_only_root.why.find("/etc/passwd") != std::string::npos);
  CHECK(one_run.contract.drop_capabilities.possible);
}

TEST_CASE("an unexplained failure gives up one denial after the other, and ends") {
  ContractRun one_run("/bin/su 4755\n");
  one_run.image.executes("/bin/su");
  one_run.relax();
  CHECK_FALSE(one_run.contract.no_new_privileges.possible);
  CHECK(one_run.contract.no_new_privileges.why.find("/bin/su") == 0);
  CHECK(one_run.contract.drop_capabilities.possible);
  one_run.relax();
  CHECK_FALSE(one_run.contract.drop_capabilities.possible);
  CHECK(one_run.contract.read_only_root.possible);
  one_run.relax();
  CHECK_FALSE(one_run.contract.read_only_root.possible);
  CHECK(one_run.relax().empty());
}

TEST_CASE("a cache that is not needed never relaxes the contract") {
  ContractRun one_run("/srv/app/main.py\n");
  one_run.refused("/srv/app/__pycache__/main.pyc");
  one_run.denied("chown");
  CHECK(one_run.relax().size() == 1);
  CHECK(writable(one_run.contract) == "");
}
