// Properties of selection that hold for every tree and every trace, checked with random ones.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "image_on_disk.h"
#include "select/keep_file/explain_path.h"
#include "select/keep_file/from_keep_file.h"
#include "whittle/error.h"

using namespace whittle;
using select::Keep;
using testing::ImageOnDisk;

namespace {

constexpr Keep kKeep[] = {Keep::used, Keep::closure, Keep::package};

std::string random_path(std::mt19937& random) {
  std::string path;
  for (unsigned depth = 1 + random() % 4; depth > 0; --depth) {
    path += std::string("/") + static_cast<char>('a' + random() % 4);
  }
  return path;
}

// Some paths do not exist or lead through something that is not a directory.
std::string random_layer(std::mt19937& random) {
  std::string lines;
  std::string last = "/a";
  for (int count = 0; count < 30; ++count) {
    const std::string path = random_path(random);
    switch (random() % 6) {
      case 0:
        lines += path + "/ 755\n";
        break;
      case 1:
        lines += path + " -> " + random_path(random).substr(random() % 2) + "\n";
        break;
      case 2:
        lines += "!" + path + "\n";
        break;
      case 3:
        lines += path + "/h 644 7\n" + path + "/i = " + path + "/h\n";
        break;
      default:
        lines += path + " 755 " + std::to_string(random() % 100) + "\n";
        break;
    }
  }
  return lines;
}

// Each file belongs to one of three packages or to none.
PackageIndex random_packages(std::mt19937& random, const FileTree& tree) {
  PackageIndex packages;
  packages.packages = {{.name = "a", .version = "1"},
                       {.manager = PackageManager::pip, .name = "b", .version = "2"},
                       {.manager = PackageManager::npm, .name = "@c/d", .version = "3"}};
  packages.node_owner.assign(tree.size(), PackageIndex::kNoPackage);
  for (NodeId id = 0; id < tree.size(); ++id) {
    const auto owner = static_cast<PackageId>(random() % 4);
    if (tree.metadata(id).type == FileType::directory || owner == 3) continue;
    packages.node_owner[id] = owner;
    packages.packages[owner].files.push_back(id);
  }
  return packages;
}

// A random image, trace and set of options.
struct Round {
  explicit Round(unsigned seed) : random(seed) {
    for (int count = 0; count < 5; ++count) {
      FileUse& use = trace.files[random_path(random)];
      use.uses.insert(static_cast<Use>(random() % kUseCount));
      use.exercises.insert("GET " + random_path(random));
      trace.absent[random_path(random)];
      trace.written.insert(random_path(random));
    }
    config.volumes = {random_path(random)};
    config.entrypoint = {random_path(random)};
    if (random() % 2 == 0) options.exclude_patterns = {random_path(random) + "*", "/*/a"};
    if (random() % 3 == 0) options.include_paths = {random_path(random) + "/**"};
  }

  KeepSet select(Keep keep) {
    options.keep = keep;
    return select::select({tree, contents, config, trace, packages}, options);
  }

  std::mt19937 random;
  FileTree tree =
      testing::tree({testing::layer(random_layer(random)), testing::layer(random_layer(random))});
  PackageIndex packages = random_packages(random, tree);
  tree::Contents contents{tree, {}};
  Trace trace;
  ImageConfig config;
  select::SelectOptions options;
};

// Follows reasons to a kept path without a parent; false if they go in a circle.
bool ends_at_root(const FileTree& tree, const KeepSet& keep, NodeId id) {
  for (std::size_t steps = 0; steps <= tree.size(); ++steps) {
    const std::string& parent = keep.verdicts[id].reason.parent;
    if (parent.empty()) return true;
    const auto next = tree.find(parent);
    if (!next || !keep.verdicts[*next].kept) return false;
    id = *next;
  }
  return false;
}

void check_invariants(const FileTree& tree, const KeepSet& keep) {
  REQUIRE(keep.verdicts.size() == tree.size());
  CHECK(keep.kept_bytes + keep.dropped_bytes == tree.total_bytes());
  std::size_t files = 0;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const Verdict& verdict = keep.verdicts[id];
    CHECK_FALSE(verdict.reason.rule.empty());
    if (!verdict.kept) continue;
    CHECK(verdict.reason.rule != "unused");
    CHECK(verdict.reason.rule != "excluded");
    CHECK(keep.verdicts[tree.node(id).parent].kept);
    CHECK(ends_at_root(tree, keep, id));
    files += tree.metadata(id).type != FileType::directory;
  }
  CHECK(keep.kept_files == files);
}

// Replaces some kept files by smaller ones.
void replace_some(std::mt19937& random, const FileTree& tree, KeepSet& keep) {
  for (NodeId id = 0; id < tree.size(); ++id) {
    const FileMetadata& metadata = tree.metadata(id);
    if (!keep.verdicts[id].kept || metadata.type != FileType::regular || metadata.size == 0) {
      continue;
    }
    if (random() % 4 == 0) {
      keep.replaced[tree.node(id).inode] =
          std::string(random() % static_cast<unsigned long>(metadata.size), 'x');
    }
  }
  count_totals(keep, tree);
}

// keep.json accounts for every byte: per line, per rule and in total.
void check_keep_file(const std::filesystem::path& file, const KeepSet& keep, const FileTree& tree) {
  const auto json = nlohmann::json::parse(testing::bytes_of(file));
  std::int64_t kept = 0;
  std::int64_t dropped = 0;
  for (const auto& line : json["paths"]) {
    (line["kept"].get<bool>() ? kept : dropped) += line["size"].get<std::int64_t>();
  }
  const auto sum = [&json](const char* table, const char* member) {
    std::int64_t total = 0;
    for (const auto& [rule, row] : json[table].items()) total += row[member].get<std::int64_t>();
    return total;
  };
  const auto& totals = json["totals"];
  CHECK(kept == keep.kept_bytes);
  CHECK(totals["kept_bytes"] == kept);
  CHECK(sum("rules", "bytes") == kept);
  CHECK(sum("rules", "files") == static_cast<std::int64_t>(keep.kept_files));
  CHECK(sum("dropped", "bytes") == dropped);
  CHECK(dropped + totals["shrunk_bytes"].get<std::int64_t>() == keep.dropped_bytes);
  CHECK(kept + keep.dropped_bytes == tree.total_bytes());
  CHECK(sum("rules", "files") + sum("dropped", "files") ==
        static_cast<std::int64_t>(tree.file_count()));
}

bool same(const Reason& left, const Reason& right) {
  return left.rule == right.rule && left.evidence == right.evidence && left.parent == right.parent;
}

}  // namespace

TEST_CASE("every path has a verdict, totals balance, and reasons lead to a root") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Round round(seed);
    for (const Keep level : kKeep) check_invariants(round.tree, round.select(level));
  }
}

TEST_CASE("each --keep setting keeps all that the one before keeps") {
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Round round(seed);
    const KeepSet used = round.select(Keep::used);
    const KeepSet closure = round.select(Keep::closure);
    const KeepSet package = round.select(Keep::package);
    for (NodeId id = 0; id < round.tree.size(); ++id) {
      CHECK(used.verdicts[id].kept <= closure.verdicts[id].kept);
      CHECK(closure.verdicts[id].kept <= package.verdicts[id].kept);
    }
  }
}

TEST_CASE("what is recorded is kept, and what is excluded is dropped") {
  std::size_t recorded = 0;
  std::size_t excluded = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    Round round(seed);
    round.options.exclude_patterns.clear();
    for (const Keep level : kKeep) {
      const KeepSet keep = round.select(level);
      for (const auto& [path, use] : round.trace.files) {
        const auto node = round.tree.find(path);
        if (!node) continue;
        ++recorded;
        CHECK(keep.verdicts[*node].kept);
      }
    }
    round.options.exclude_patterns = {"/a"};
    const KeepSet keep = round.select(Keep::package);
    if (const auto node = round.tree.find("/a")) {
      ++excluded;
      CHECK_FALSE(keep.verdicts[*node].kept);
      CHECK(keep.verdicts[*node].reason.rule == "excluded");
    }
  }
  CHECK(recorded > 0);
  CHECK(excluded > 0);
}

TEST_CASE("the same input gives the same keep.json, whose sums balance") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-property-test");
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Round round(seed);
    const Keep level = kKeep[seed % 3];
    const auto write = [&](const char* name) {
      KeepSet keep = round.select(level);
      std::mt19937 random(seed);
      replace_some(random, round.tree, keep);
      select::write_keep_file(directory.path() / name, round.tree, keep, round.packages);
      return keep;
    };
    const KeepSet keep = write("first");
    write("second");
    CHECK(testing::bytes_of(directory.path() / "first") ==
          testing::bytes_of(directory.path() / "second"));
    check_keep_file(directory.path() / "first", keep, round.tree);
  }
}

TEST_CASE("a keep file gives back the keep set that it was written from") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-property-test");
  const auto file = directory.path() / "keep.json";
  for (unsigned seed = 0; seed < 60; ++seed) {
    CAPTURE(seed);
    Round round(seed);
    const KeepSet keep = round.select(kKeep[seed % 3]);
    select::write_keep_file(file, round.tree, keep, round.packages);
    const KeepSet again = select::keep_set_of(select::KeepFile(file), round.tree, "keep.json");
    CHECK(again.kept_bytes == keep.kept_bytes);
    CHECK(again.dropped_bytes == keep.dropped_bytes);
    for (NodeId id = 0; id < round.tree.size(); ++id) {
      CHECK(again.verdicts[id].kept == keep.verdicts[id].kept);
      CHECK(same(again.verdicts[id].reason, keep.verdicts[id].reason));
    }
    // Every path can be explained from the file alone.
    const select::KeepFile read(file);
    REQUIRE(read.lines().size() == round.tree.size());
    const FileTree tree = select::tree_of(read);
    for (const select::KeepLine& line : read.lines()) {
      const auto explanation = select::explain_path(read, tree, line.path);
      REQUIRE(explanation);
      CHECK(explanation->chain.front().path == line.path);
      CHECK(explanation->chain.back().verdict.reason.parent.empty());
      CHECK(explanation->remedies.empty() == line.verdict.kept);
    }
  }
}

TEST_CASE("a keep file that does not fit the image is refused, with a hint") {
  ImageOnDisk image("/bin/curl 755 1\n/bin/sh 755 1\n");
  image.recorded("/bin/curl");
  KeepSet keep = image.select();
  const FileTree& tree = image.file_tree();
  const auto file = image.directory() / "keep.json";
  const auto refusal = [&](const FileTree& against) -> std::string {
    select::write_keep_file(file, tree, keep, image.packages);
    try {
      select::keep_set_of(select::KeepFile(file), against, "keep.json");
    } catch (const Error& error) {
      return std::string(error.what()) + "; " + error.hint();
    }
    return "";
  };
  CHECK(refusal(tree).empty());
  CHECK(refusal(testing::tree("/bin/kurl 755 1\n")) ==
        "keep.json keeps /bin/curl, which the image does not have; did you mean /bin/kurl?");
  keep.verdicts[*tree.find("/bin")] = {false, {"unused", "", ""}};
  CHECK(refusal(tree) ==
        "keep.json keeps /bin/curl, but not its directory /bin; keep /bin too, or drop the "
        "paths below it");
}
