#include <doctest/doctest.h>

#include <algorithm>

#include "rehearse/rehearse.h"
#include "rehearse/runtimes/table.h"
#include "tree_text.h"

using namespace whittle;
using namespace whittle::rehearse;

namespace {

// An image in which all is kept, and a trace.
struct KeptImage {
  explicit KeptImage(const std::string& lines) : tree(testing::tree(lines)) {
    keep.verdicts.resize(tree.size(), {true, {"python-import", "", ""}});
  }
  KeptImage& used(const std::string& path, Use use) {
    trace.files[path].uses.insert(use);
    trace.files[path].phases.insert(Phase::app);
    return *this;
  }
  Plan plan(std::vector<Plan> (*make)(const Selected&)) const {
    const tree::Contents contents(tree, {});
    const Subject subject{image, tree, {}};
    const std::vector<Plan> plans = make({subject, contents, trace, packages, keep});
    return plans.empty() ? Plan{} : plans.front();
  }

  Image image;
  FileTree tree;
  Trace trace;
  PackageIndex packages;
  KeepSet keep;
};

std::vector<std::string> names(const Plan& plan) {
  std::vector<std::string> list;
  for (const Unit& unit : plan.units) list.push_back(unit.name);
  return list;
}

using Texts = std::vector<std::string>;

const char* const kPython =
    "/usr/bin/python3 -> python3.11\n/usr/bin/python3.11 755\n/usr/lib/python3.11/os.py\n"
    "/usr/lib/python3.11/sysconfig.py\n/usr/lib/python3.11/__pycache__/os.cpython-311.pyc\n"
    "/usr/lib/python3.11/json/__init__.py\n/usr/lib/python3.11/json/decoder.py\n"
    "/usr/lib/python3.11/json/__main__.py\n/usr/lib/python3.11/json/not-a-module.py\n"
    "/usr/lib/python3.11/lib-dynload/_json.cpython-311-x86_64-linux-gnu.so\n"
    "/usr/lib/python3.9/old.py\n"
    "/usr/lib/python3/dist-packages/google/cloud/__init__.py\n"
    "/srv/app/main.py\n/srv/app/late.py\n/srv/app/shop/__init__.py\n/srv/app/shop/views.py";

}  // namespace

TEST_CASE("kept Python modules that no run read are units, by their dotted names") {
  KeptImage image(kPython);
  image.image.config.working_dir = "/srv/app";
  image.used("/usr/bin/python3.11", Use::exec)
      .used("/usr/lib/python3.11/__pycache__/os.cpython-311.pyc", Use::open)
      .used("/srv/app/main.py", Use::open);
  const Plan plan = image.plan(plan_python);
  CHECK(names(plan) == Texts{"_json", "google.cloud", "json", "json.decoder", "late", "shop",
                             "shop.views", "sysconfig"});
  CHECK(plan.command.front() == "/usr/bin/python3.11");
  CHECK(plan.options == "/srv/app");
  CHECK(title(plan, 2) == "import json");
}

TEST_CASE("the interpreter of a virtual environment is started by its own name") {
  KeptImage image(std::string(kPython) +
                  "\n/venv/pyvenv.cfg\n/venv/bin/python -> /usr/bin/python3.11");
  image.used("/usr/bin/python3.11", Use::exec).used("/venv/bin/python", Use::traverse);
  CHECK(image.plan(plan_python).command.front() == "/venv/bin/python");
}

TEST_CASE("without a recorded interpreter nothing is loaded") {
  const KeptImage image(kPython);
  CHECK(image.plan(plan_python).units.empty());
  CHECK(image.plan(plan_node).units.empty());
  CHECK(image.plan(plan_ruby).units.empty());
  CHECK(image.plan(plan_perl).units.empty());
}

TEST_CASE("dropped files are no units") {
  KeptImage image("/usr/bin/node 755\n/app/a.js\n/app/b.mjs\n/app/c.json\n/app/d.cjs");
  image.used("/usr/bin/node", Use::exec).used("/app/d.cjs", Use::open);
  image.keep.verdicts[*image.tree.find("/app/a.js")].kept = false;
  CHECK(names(image.plan(plan_node)) == Texts{"/app/b.mjs"});
}

TEST_CASE("what was touched and is not kept is added, for the unit that opened it") {
  KeptImage image(
      "/lib/zoneinfo.py\n/lib/_data.py\n/lib/__pycache__/_data.pyc\n/lib/noise\n/lib/kept");
  for (const char* path : {"/lib/_data.py", "/lib/noise"}) {
    image.keep.verdicts[*image.tree.find(path)].kept = false;
  }
  Loaded loaded;
  Rehearsed& rehearsed = loaded.runtimes.emplace_back();
  rehearsed.plan = {.runtime = "Python",
                    .verb = "import",
                    .command = {},
                    .options = "",
                    .units = {{"zoneinfo", "/lib/zoneinfo.py"}},
                    .opener = ""};
  rehearsed.results = {{Outcome::loaded, "", {"/lib/__pycache__/_data.pyc", "/lib/kept"}}};
  rehearsed.touched = {"/lib/_data.py", "/lib/noise", "/lib/kept"};
  const Additions made = additions_for(loaded, image.tree, image.keep);
  REQUIRE(made.additions.size() == 2);
  CHECK(made.additions[0].paths == Texts{"/lib/noise"});
  CHECK(made.additions[0].reason.evidence == "import of 1 kept files");
  CHECK(made.additions[1].paths == Texts{"/lib/_data.py"});
  CHECK(made.additions[1].reason.rule == "rehearsed");
  CHECK(made.additions[1].reason.evidence == "import zoneinfo");
  CHECK(made.additions[1].reason.parent == "/lib/zoneinfo.py");

  const std::vector<select::Extended::Added> added = {{.files = 0, .bytes = 0, .over_budget = true},
                                                      {.files = 1, .bytes = 7}};
  const Rehearsal report = note_added(loaded, made, added, {});
  CHECK(report.runtimes.at(0).files == 1);
  CHECK(report.runtimes.at(0).bytes == 7);
  CHECK(loaded.runtimes[0].left_out_shared);
  CHECK(loaded.runtimes[0].left_out.empty());
}
