#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "base/temp_dir.h"
#include "compare/trees.h"
#include "tree_text.h"

using namespace whittle;

namespace {

Comparison compared(const FileTree& before, const FileTree& after, unsigned depth = 2,
                    const PackageIndex& packages = {}) {
  const tree::Contents old_contents(before, {});
  const tree::Contents new_contents(after, {});
  const PackageIndex none;
  return compare::tabulate(
      compare::compare_trees({before, old_contents, packages, {}}, {after, new_contents, none, {}}),
      compare::packages_of(packages, none), depth);
}

// A table accounts for every byte of both sides.
template <typename Rows>
void check_balance(const Comparison& comparison, const Rows& rows) {
  Tally sum;
  for (const auto& row : rows) {
    for (const auto side :
         {&Tally::before, &Tally::after, &Tally::removed, &Tally::added, &Tally::changed}) {
      (sum.*side).files += (row.tally.*side).files;
      (sum.*side).bytes += (row.tally.*side).bytes;
    }
  }
  for (const auto side :
       {&Tally::before, &Tally::after, &Tally::removed, &Tally::added, &Tally::changed}) {
    CHECK((sum.*side).files == (comparison.total.*side).files);
    CHECK((sum.*side).bytes == (comparison.total.*side).bytes);
  }
}

std::string random_layer(std::mt19937& random) {
  std::string lines;
  const auto path = [&random] {
    std::string text;
    for (unsigned depth = 1 + random() % 3; depth > 0; --depth) {
      text += std::string("/") + static_cast<char>('a' + random() % 3);
    }
    return text;
  };
  for (int count = 0; count < 15; ++count) {
    switch (random() % 4) {
      case 0:
        lines += path() + " -> " + path() + "\n";
        break;
      case 1:
        lines += path() + "/\n";
        break;
      default:
        lines += path() + " 755 " + std::to_string(random() % 50) + "\n";
        break;
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("what was removed, added and changed, with sizes") {
  const Comparison comparison =
      compared(testing::tree("/a/x 644 5\n/a/y 644 7\n/a/z 644 3\n/same 644 0\n"),
               testing::tree("/a/y 644 9\n/a/z 600 0\n/b/new 644 4\n/same 644 0\n"));
  CHECK(comparison.total.before.bytes == 15);
  CHECK(comparison.total.after.bytes == 13);
  CHECK(comparison.total.removed.bytes == 5);
  CHECK(comparison.total.added.bytes == 4);
  CHECK(comparison.total.changed.files == 2);
  REQUIRE(comparison.changes.size() == 5);
  CHECK(comparison.changes[1].path == "/a/y");
  CHECK(comparison.changes[1].what == "content");
  CHECK(comparison.changes[2].what == "content, mode");
  CHECK(comparison.changes[3].path == "/b");  // a directory that is new
}

TEST_CASE("contents of one size are read, unless both come from one layer") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-compare-test");
  const auto write = [&](const char* layer, const char* file, const std::string& text) {
    std::filesystem::create_directories(directory.path() / layer);
    std::ofstream(directory.path() / layer / file) << text;
  };
  write("old", "same", "12345");
  write("old", "other", "12345");
  write("new", "same", "12345");
  write("new", "other", "1234x");
  const FileTree before = testing::tree("/same 644 5\n/other 644 5\n");
  const FileTree after = testing::tree("/same 644 5\n/other 644 5\n");
  const std::filesystem::path old_layers[] = {directory.path() / "old"};
  const std::filesystem::path new_layers[] = {directory.path() / "new"};
  const tree::Contents old_contents(before, old_layers);
  const tree::Contents new_contents(after, new_layers);
  const PackageIndex none;
  const auto changes = [&](std::span<const DiffId> layers) {
    return compare::tabulate(compare::compare_trees({before, old_contents, none, layers},
                                                    {after, new_contents, none, layers}),
                             {}, 1)
        .changes;
  };
  REQUIRE(changes({}).size() == 1);
  CHECK(changes({})[0].path == "/other");
  const DiffId one_layer[] = {DiffId{}};
  CHECK(changes(one_layer).empty());
}

TEST_CASE("directories have rows up to a depth; files above it count for their directory") {
  const FileTree before = testing::tree("/top 644 1\n/usr/x 644 2\n/usr/lib/a/b 644 4\n");
  const FileTree after = testing::tree("/usr/\n");
  const auto rows = compared(before, after, 2).directories;
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].directory == "/");
  CHECK(rows[1].directory == "/usr");
  CHECK(rows[1].tally.removed.bytes == 2);
  CHECK(rows[2].directory == "/usr/lib");
  CHECK(compared(before, after, 1).directories.size() == 2);
  CHECK(compared(before, after, 0).directories.size() == 1);
}

TEST_CASE("a package is kept, partial, removed, added or of another version") {
  const FileTree before = testing::tree("/a 644 1\n/b1 644 1\n/b2 644 1\n/c 644 1\n/free 644 1\n");
  const FileTree after = testing::tree("/a 644 1\n/b1 644 1\n/free 644 1\n");
  PackageIndex packages;
  packages.packages = {
      {.name = "a", .version = "1"}, {.name = "b", .version = "1"}, {.name = "c", .version = "1"}};
  packages.node_owner.assign(before.size(), PackageIndex::kNoPackage);
  for (NodeId id = 1; id < before.size(); ++id) {
    const char letter = before.node(id).name[0];
    if (letter <= 'c') packages.node_owner[id] = static_cast<PackageId>(letter - 'a');
  }
  const auto rows = compared(before, after, 2, packages).packages;
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].package.empty());
  CHECK(rows[1].change == PackageChange::kept);
  CHECK(rows[2].change == PackageChange::partial);
  CHECK(rows[3].change == PackageChange::removed);

  compare::Packages versions = {{"dpkg:a", {{"1"}, {"2"}}}, {"dpkg:n", {{}, {"1"}}}};
  const std::vector<compare::Entry> entries = {
      {.path = "/a", .before = 1, .after = 1, .what = "content", .package = "dpkg:a"},
      {.path = "/n", .after = 3, .package = "dpkg:n"}};
  const auto other = compare::tabulate(entries, versions, 1).packages;
  CHECK(other[0].change == PackageChange::changed);
  CHECK(other[1].change == PackageChange::added);
}

TEST_CASE("every table adds up to the totals of the trees") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string lines = random_layer(random);
    const FileTree before = testing::tree(lines);
    const FileTree after = testing::tree(random_layer(random) + "/h 644 8\n/i = /h\n");
    for (const Comparison& comparison : {compared(before, after), compared(after, before)}) {
      check_balance(comparison, comparison.packages);
      check_balance(comparison, comparison.directories);
      const Tally& total = comparison.total;
      CHECK(total.before.files - total.removed.files == total.after.files - total.added.files);
    }
    CHECK(compared(before, after).total.before.bytes == before.total_bytes());
    CHECK(compared(before, after).total.after.bytes == after.total_bytes());
    CHECK(compared(before, before).changes.empty());
  }
}

TEST_CASE("hard links count once, by a name that both sides have") {
  const Comparison comparison =
      compared(testing::tree("/a 644 0\n/b 644 9\n/c = /b\n"), testing::tree("/c 644 9\n"));
  CHECK(comparison.total.before.bytes == 9);
  CHECK(comparison.total.removed.bytes == 0);
  CHECK(comparison.total.removed.files == 2);
}
