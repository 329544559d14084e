#include "write/common_layer.h"

#include <doctest/doctest.h>

#include "write/layered_image.h"

using namespace whittle;
using testing::LayeredImage;
using testing::RandomImages;
using whittle::test::temp_dir;
using Paths = std::vector<std::string>;

namespace {

// Several images whose first layers are the same, each on a disk of its own.
struct Family {
  Family(const std::vector<LayerIndex>& base, const std::vector<std::vector<LayerIndex>>& uppers)
      : base_count(base.size()) {
    for (const std::vector<LayerIndex>& upper : uppers) {
      std::vector<LayerIndex> all = base;
      all.insert(all.end(), upper.begin(), upper.end());
      const std::filesystem::path disk = directory.path() / std::to_string(images.size());
      images.emplace_back(all, disk);
    }
  }

  // As share_base() does it.
  std::vector<WrittenImage> write() {
    std::vector<const LayerIndex*> indexes;
    for (std::size_t i = 0; i < base_count; ++i) indexes.push_back(&images[0].layers[i].index);
    std::vector<write::Sharer> sharers;
    for (LayeredImage& image : images) sharers.push_back({"app", &image.tree, &image.keep});
    const write::CommonLayer common(FileTree::from_layers(indexes), sharers);
    const write::WriteOptions options{
        .layers = {}, .compression = Compression::none, .source_date_epoch = {}, .edits = {}};
    const write::NewLayer layer = write::write_common(
        common, std::span(images[0].layers).first(base_count), options, directory.path());
    std::vector<WrittenImage> written;
    for (std::size_t i = 0; i < images.size(); ++i) {
      const std::filesystem::path work = directory.path() / ("out" + std::to_string(i));
      std::filesystem::create_directories(work);
      written.push_back(
          write::write_above(common, layer, images[i].source(), images[i].keep, options, work));
    }
    return written;
  }

  base::TempDir directory = temp_dir();
  std::size_t base_count;
  std::vector<LayeredImage> images;
};

}  // namespace

TEST_CASE("every image on a common layer is its kept files and what it has of the others' base") {
  std::size_t compared = 0;
  for (unsigned seed = 0; seed < 150; ++seed) {
    CAPTURE(seed);
    RandomImages random(seed);
    std::vector<std::vector<LayerIndex>> uppers;
    for (std::size_t i = 0; i < 3; ++i) uppers.push_back({random.layer(), random.layer()});
    Family family({random.layer(), random.layer()}, uppers);
    for (LayeredImage& image : family.images) {
      random.select(image);
      image.mark(FileTree::kRoot);
    }
    // Without any common file that an image needs, there is no common layer.
    bool any = false;
    for (const LayeredImage& image : family.images) {
      for (NodeId id = 1; id < image.tree.size(); ++id) {
        any = any || (image.keep.verdicts[id].kept && image.tree.inode(id).layer < 2 &&
                      !image.keep.replaced.contains(image.tree.node(id).inode) &&
                      image.tree.metadata(id).type != FileType::regular);
      }
    }
    if (!any) continue;
    std::vector<KeepSet> before;
    for (const LayeredImage& image : family.images) before.push_back(image.keep);

    std::vector<WrittenImage> written;
    try {
      written = family.write();
    } catch (const Error& error) {
      CHECK(test::contains(error.what(), "none of the images needs"));
      continue;
    }
    REQUIRE(written.size() == family.images.size());
    ++compared;
    for (std::size_t i = 0; i < written.size(); ++i) {
      CAPTURE(i);
      REQUIRE(testing::unpacked(written[i]) == testing::expected(family.images[i]));
      CHECK(written[i].layers[0].layer.blob.digest == written[0].layers[0].layer.blob.digest);
      for (NodeId id = 0; id < before[i].verdicts.size(); ++id) {
        if (before[i].verdicts[id].kept) CHECK(family.images[i].keep.verdicts[id].kept);
      }
    }
  }
  CHECK(compared > 0);
}

TEST_CASE("the common layer is the union; each has its own version, or a whiteout") {
  Family family({testing::layer("/lib/a 644 5\n/lib/b 644 5\n/lib/c 644 5\n/lib/unused 644 50\n"
                                "/lib/dir/x 644 1")},
                {{testing::layer("/lib/b 644 7\n/own 644 1")},
                 {testing::layer("!/lib/a\n/lib/dir -> elsewhere")}});
  family.images[0].mark("/lib/a");
  family.images[0].mark("/lib/b");
  family.images[0].mark("/own");
  family.images[0].mark("/lib/dir/x");
  family.images[1].mark("/lib/b");
  family.images[1].mark("/lib/dir");
  const std::vector<WrittenImage> written = family.write();
  CHECK(testing::paths(written[0], 0) ==
        Paths{"/lib", "/lib/a", "/lib/b", "/lib/dir", "/lib/dir/x"});
  CHECK(testing::paths(written[0], 1) == Paths{"/lib", "/lib/b", "/own"});
  CHECK(testing::paths(written[1], 1) == Paths{"/lib", "!/lib/a", "/lib/dir"});
  CHECK(written[0].size == 5 + 5 + 1 + 7 + 1);
  // Files that only the other image needs have a reason, too.
  const Verdict& verdict = family.images[0].keep.verdicts[*family.images[0].tree.find("/lib/b")];
  CHECK(verdict.reason.rule.empty());
  CHECK_FALSE(family.images[0].keep.verdicts[*family.images[0].tree.find("/lib/c")].kept);
}

TEST_CASE("an image with nothing else has only the common layer") {
  Family family({testing::layer("/a 644 5\n/b 644 5")}, {{}, {testing::layer("/own 644 1")}});
  family.images[0].mark("/a");
  family.images[1].mark("/b");
  family.images[1].mark("/own");
  const std::vector<WrittenImage> written = family.write();
  CHECK(written[0].layers.size() == 1);
  CHECK(testing::paths(written[1], 1) == Paths{"/own"});
  const KeepSet& keep = family.images[0].keep;
  CHECK(keep.verdicts[*family.images[0].tree.find("/b")].reason.rule == "shared-base");
  CHECK(keep.kept_bytes == 10);
}

TEST_CASE("common layers are counted from the bottom") {
  const auto made_of = [](const std::vector<std::string>& layers) {
    Image image;
    for (const std::string& text : layers) {
      image.layers.push_back({.blob = {}, .diff_id = {base::sha256(text)}});
    }
    return image;
  };
  const Image one = made_of({"a", "b", "c"});
  const Image two = made_of({"a", "b", "d", "c"});
  const Image three = made_of({"b"});
  const auto count = [](std::vector<const Image*> images) { return write::common_layers(images); };
  CHECK(count({&one, &two}) == 2);
  CHECK(count({&one, &one}) == 3);
  CHECK(count({&one, &two, &three}) == 0);
}
