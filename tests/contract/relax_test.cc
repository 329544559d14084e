#include "contract/relax.h"

#include <doctest/doctest.h>

#include "contract/small_image.h"

using namespace whittle;
using testing::SmallImage;
using testing::writable;
using Lines = std::vector<std::string>;

namespace {

struct Trial {
  template <typename Form>
  explicit Trial(const Form& form) : image(form), contract(image.derive()) {}

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
  Trial trial("/run/ 755 1:1\n");
  trial.refused("/run/pid");
  CHECK(trial.relax() == Lines{"tmpfs /run: /bin/app was refused to change /run/pid"});
  CHECK(writable(trial.contract) == "/run tmpfs 755 1:1");
  CHECK(trial.contract.read_only_root.possible);
}

TEST_CASE("one with kept files becomes a volume, and is no longer called dispensable") {
  Trial trial("/srv/app/main.py\n/run/ \n");
  trial.contract.refused["/srv/app"] = "guessed";
  trial.refused("/srv/app/state.db");
  CHECK(trial.relax().size() == 1);
  CHECK(writable(trial.contract) == "/srv/app volume 755 0:0");
  CHECK(trial.contract.refused.empty());
}

TEST_CASE("a call that was refused gets its capability back") {
  Trial trial("/x\n");
  trial.denied("fchownat");
  CHECK(trial.relax() == Lines{"capability CAP_CHOWN: fchownat was refused"});
  CHECK(trial.capabilities() == "CAP_CHOWN ");
  CHECK_FALSE(trial.contract.capabilities.at("CAP_CHOWN").inferred);
}

TEST_CASE("a call that the original was refused too tells nothing") {
  Trial trial("/x\n");
  trial.image.trace.denied_syscalls["x86_64"]["chown"].phases.insert(Phase::app);
  trial.denied("chown");
  trial.relax();
  CHECK(trial.capabilities() == "");
}

TEST_CASE("a call for which two capabilities may do gets them one at a time") {
  Trial trial("/x\n");
  trial.denied("unlink");
  trial.relax();
  CHECK(trial.capabilities() == "CAP_DAC_OVERRIDE ");
  trial.relax();
  CHECK(trial.capabilities() == "CAP_DAC_OVERRIDE CAP_FOWNER ");
}

TEST_CASE("a program that was not executed for its file capabilities gets them") {
  const std::string value("\x01\x00\x00\x01\x00\x04\x00\x00\x00\x00\x00\x00", 12);

  LayerIndex layer = testing::layer("/bin/bind 755\n");
  layer.entries.back().metadata.xattrs = {{"security.capability", value}};
  Trial trial(testing::tree(std::vector<LayerIndex>{layer}));
  SmallImage::note(trial.run.forbidden["/bin/bind"], Use::exec, "/bin/sh");
  trial.denied("execve");  // which CAP_DAC_OVERRIDE would not help
  CHECK(trial.relax() == Lines{"capability CAP_NET_BIND_SERVICE: a file capability of /bin/bind"});
}

TEST_CASE("what stands in the way of a read-only root is named") {
  Trial trial("/etc/passwd\n");
  trial.refused("/etc/passwd");
  trial.relax();
  CHECK_FALSE(trial.contract.read_only_root.possible);
  CHECK(trial.contract.read_only_root.why.find("/etc/passwd") != std::string::npos);
  CHECK(trial.contract.drop_capabilities.possible);
}

TEST_CASE("a failure that nothing explains costs one denial after the other, and ends") {
  Trial trial("/bin/su 4755\n");
  trial.image.executes("/bin/su");
  trial.relax();
  CHECK_FALSE(trial.contract.no_new_privileges.possible);
  CHECK(trial.contract.no_new_privileges.why.find("/bin/su") == 0);
  CHECK(trial.contract.drop_capabilities.possible);
  trial.relax();
  CHECK_FALSE(trial.contract.drop_capabilities.possible);
  CHECK(trial.contract.read_only_root.possible);
  trial.relax();
  CHECK_FALSE(trial.contract.read_only_root.possible);
  CHECK(trial.relax().empty());
}

TEST_CASE("a cache that is done without never costs anything") {
  Trial trial("/srv/app/main.py\n");
  trial.refused("/srv/app/__pycache__/main.pyc");
  trial.denied("chown");
  CHECK(trial.relax().size() == 1);
  CHECK(writable(trial.contract) == "");
}
