#include "select/keep_file/explain_path.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "image_on_disk.h"
#include "select/keep_file/explanation_text.h"

using namespace whittle;
using testing::ImageOnDisk;

namespace {

select::Explanation explained(ImageOnDisk& image, const std::string& path) {
  const KeepSet keep = image.select();
  const auto file = image.directory() / "keep.json";
  // Owners by path: "/NAME/..." belongs to package NAME, if there is one.
  const FileTree& tree = image.file_tree();
  image.packages.node_owner.assign(tree.size(), PackageIndex::kNoPackage);
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree.metadata(id).type == FileType::directory) continue;
    for (PackageId package = 0; package < image.packages.packages.size(); ++package) {
      const std::string& name = image.packages.packages[package].name;
      if (tree.path(id).starts_with("/" + name + "/")) image.packages.node_owner[id] = package;
    }
  }
  select::write_keep_file(file, tree, keep, image.packages);
  const select::KeepFile read(file);
  const auto explanation = select::explain_path(read, select::tree_of(read), path);
  REQUIRE(explanation);
  return *explanation;
}

bool offers(const select::Explanation& explanation, const std::string& what) {
  for (const select::Remedy& remedy : explanation.remedies) {
    if (remedy.what == what) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the reasons of a kept path end at the process and the exercise") {
  ImageOnDisk image("/lib -> usr/lib\n/usr/lib/x 644 1\n");
  image.trace.files["/usr/lib/x"] = {.users = {"/bin/app"}, .exercises = {"GET :80/"}};
  image.trace.files["/usr/lib/x"].uses.insert(Use::open);
  const auto explanation = explained(image, "/lib/x");
  REQUIRE(explanation.chain.size() == 1);
  CHECK(explanation.chain[0].path == "/usr/lib/x");
  CHECK(explanation.chain[0].verdict.reason.evidence == "open by /bin/app during GET :80/");
  REQUIRE(explanation.links.size() == 1);
  CHECK(explanation.links[0].path == "/lib");
  CHECK(explanation.remedies.empty());
  CHECK(select::explanation_text(explanation).find("/lib -> usr/lib") != std::string::npos);
}

TEST_CASE("for a dropped path: its package, the nearest kept path and what would keep it") {
  ImageOnDisk image("/p/bin/tool 755 1\n/p/bin/tool2 755 1\n/p/bin/other 755 1\n/q/x 644 1\n");
  image.packages.packages = {{.name = "p", .version = "1"}, {.name = "q", .version = "2"}};
  image.recorded("/p/bin/tool");
  image.recorded("/p/bin/other");
  const auto tool2 = explained(image, "/p/bin/tool2");
  CHECK(tool2.owner.owner == "dpkg:p 1");
  CHECK(select::state_word(tool2.owner) == "partial");
  CHECK(tool2.nearest_kept == "/p/bin/tool");
  CHECK(offers(tool2, "--keep package"));
  CHECK(offers(tool2, "--keep closure"));
  CHECK(offers(tool2, "--include-path /p/bin/tool2"));

  const auto other_package = explained(image, "/q/x");
  CHECK(select::state_word(other_package.owner) == "removed");
  CHECK_FALSE(offers(other_package, "--keep package"));
  CHECK(other_package.nearest_kept == "/");
}

TEST_CASE("a file of a listed directory is kept by --listed all") {
  ImageOnDisk image("/d/a 644 1\n/d/b 644 1\n");
  image.recorded("/d/a");
  image.trace.files["/d"].uses.insert(Use::list);
  CHECK(offers(explained(image, "/d/b"), "--listed all"));
}

TEST_CASE("an excluded path is only kept without the exclusion") {
  ImageOnDisk image("/a 644 1\n");
  image.recorded("/a");
  image.options.exclude_patterns = {"/a"};
  const auto explanation = explained(image, "/a");
  REQUIRE(explanation.remedies.size() == 1);
  CHECK(offers(explanation, "no --exclude-pattern that matches it"));
}

TEST_CASE("an explanation as JSON has a version, and replaces bytes that are not UTF-8") {
  ImageOnDisk image("/a\xff 644 1\n");
  const auto json = nlohmann::json::parse(select::explanation_json(explained(image, "/a\xff")));
  CHECK(json["version"] == 1);
  CHECK(json["kept"] == false);
  CHECK(json["owner"].is_null());
  CHECK(json["chain"].size() == 1);
}
