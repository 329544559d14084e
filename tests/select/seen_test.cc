// What a recording has seen of an app: nothing (trivial.h), or how much (coverage.h).
#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "select/seen/command_words.h"
#include "select/seen/coverage.h"
#include "select/seen/trivial.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::Paths;

namespace {

class SeenImage : public ImageOnDisk {
 public:
  SeenImage() : ImageOnDisk("/usr/bin/bash 755 1\n/usr/bin/node 755 1\n") {}

  void ran(const std::string& executable, const Paths& arguments) {
    trace.processes.insert({.executable = executable, .arguments = arguments});
  }
  template <typename Body>
  auto with_input(const Body& body) {
    const KeepSet& keep = select();
    const std::filesystem::path layers[] = {directory()};
    const tree::Contents contents(file_tree(), layers);
    return body(select::SelectInput{file_tree(), contents, config, trace, packages}, keep);
  }
  std::string why_trivial(const select::RecordedRun& run = {}) {
    return with_input(
        [&](const auto& input, const KeepSet&) { return select::why_trivial(input, run); });
  }
  AppCoverage coverage() {
    return with_input(
        [](const auto& input, const KeepSet& keep) { return select::coverage(input, keep); });
  }
  // A package that owns these paths.
  void package(const std::string& name, const Paths& paths) {
    select();
    Package package{.name = name};
    package.files.reserve(paths.size());
    for (const std::string& path : paths) package.files.push_back(file_tree().find(path).value());
    packages.packages.push_back(std::move(package));
  }
};

}  // namespace

TEST_CASE("a shell or a console that was given nothing to do shows nothing") {
  for (const Paths& cmd : {Paths{"bash"}, Paths{"/bin/bash", "-l"}, Paths{"/bin/sh", "-c", "bash"},
                           Paths{"tini", "--", "/usr/local/bin/python3.11"}, Paths{"node"},
                           Paths{"irb"}, Paths{"php", "-a"}, Paths{"perl", "-de0"}}) {
    CAPTURE(cmd.back());
    SeenImage image;
    image.config.cmd = cmd;
    CHECK(image.why_trivial().starts_with("only "));
    CHECK(image.why_trivial({.was_exercised = true}).empty());
  }
}

TEST_CASE("a script, a module, a line of commands and a program are an app") {
  for (const Paths& cmd : {Paths{"bash", "/start.sh"}, Paths{"sh", "-c", "cd /srv && exec ./serve"},
                           Paths{"python3", "-m", "http.server"}, Paths{"node", "server.js"},
                           Paths{"/hello"}, Paths{"/start.sh"}, Paths{"busybox", "httpd", "-f"},
                           Paths{"perl", "app.pl"}, Paths{"redis-server"}}) {
    CAPTURE(cmd.back());
    SeenImage image;
    image.config.cmd = cmd;
    image.ran(cmd.front(), cmd);
    CHECK(image.why_trivial() == "");
  }
}

TEST_CASE("an entrypoint's script that ends in a shell shows nothing, unless it ran a program") {
  SeenImage image;
  image.config.entrypoint = {"docker-entrypoint.sh"};
  image.config.cmd = {"node"};
  CHECK(image.why_trivial() == "");  // no probe saw what ran
  image.ran("/usr/bin/dash", {"/bin/sh", "/usr/local/bin/docker-entrypoint.sh", "node"});
  image.ran("/usr/bin/id", {"id", "-u"});
  image.ran("/usr/bin/node", {"node"});
  CHECK(image.why_trivial() == "only node ran, with nothing to do");
  image.ran("/usr/sbin/nginx", {"nginx"});
  CHECK(image.why_trivial() == "");
}

TEST_CASE("a page of help shows nothing") {
  SeenImage image;
  image.config.entrypoint = {"tool"};
  image.config.cmd = {"--help"};
  CHECK(image.why_trivial() == "the image's command only shows its usage");
  CHECK(image.why_trivial({.was_stopped = true}) == "");
  image.config.cmd = {"--version"};
  CHECK(image.why_trivial({.output = "tool 1.2\n"}) == "");
  CHECK(image.why_trivial({.output = "tool 1.2\n\nUsage: tool FILE\n"}) != "");
}

TEST_CASE("an app of which no file was opened while tools ran") {
  SeenImage image;
  image.config.cmd = {"sleep", "infinity"};
  image.ran("/usr/bin/sleep", {"sleep", "infinity"});
  CHECK(image.why_trivial() == "");  // the image has no code of an app
  image.file("/srv/app/main.py", "x", "644");
  image.file("/srv/app/tests/test_main.py", "x", "644");
  CHECK(image.why_trivial() == "none of the app's own 1 files of code was opened");
  SUBCASE("a file that was opened") {
    image.recorded("/srv/app/main.py");
    CHECK(image.why_trivial() == "");
  }
  SUBCASE("its compiled form") {
    image.recorded("/srv/app/__pycache__/main.cpython-311.pyc");
    CHECK(image.why_trivial() == "");
  }
  SUBCASE("a program ran") {
    image.ran("/usr/sbin/nginx", {"nginx"});
    CHECK(image.why_trivial() == "");
  }
}

TEST_CASE("coverage counts the app's own code and templates, and which of them were opened") {
  SeenImage image;
  for (const char* path :
       {"/srv/app/a.py", "/srv/app/b.py", "/srv/app/templates/x.html", "/srv/app/README.md",
        "/srv/app/tests/t.py", "/srv/app/node_modules/m/index.js", "/usr/lib/x/lib.py"}) {
    image.file(path, "x", "644");
  }
  image.recorded("/srv/app/a.py");
  const AppCoverage coverage = image.coverage();
  CHECK(coverage.code.files == 2);
  CHECK(coverage.code.seen == 1);
  CHECK(coverage.templates.files == 1);
  CHECK(coverage.templates.seen == 0);
}

TEST_CASE("coverage names the programs of packages in use that are not kept") {
  SeenImage image;
  for (const char* path :
       {"/usr/sbin/named", "/usr/sbin/rndc", "/usr/bin/ls", "/usr/bin/cat", "/usr/bin/other",
        "/usr/lib/bind/helper", "/usr/bin/arpaname", "/usr/bin/named-check"}) {
    image.file(path, "x");
  }
  image.recorded("/usr/sbin/named");
  image.recorded("/usr/bin/cat");
  image.package("bind9", {"/usr/bin/arpaname", "/usr/bin/named-check", "/usr/sbin/named",
                          "/usr/lib/bind/helper"});
  image.package("bind9-utils", {"/usr/sbin/rndc"});
  image.packages.packages.back().source = "bind9";
  image.package("coreutils", {"/usr/bin/cat", "/usr/bin/ls"});
  image.package("unused", {"/usr/bin/other"});
  CHECK(image.coverage().beside ==
        Paths{"/usr/bin/arpaname", "/usr/sbin/rndc", "/usr/bin/named-check"});
}
