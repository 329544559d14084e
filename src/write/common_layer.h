// One layer for several images: everything that at least one of them needs from the source layers
// that all of them share.
//
// Each image has a thin layer on top with the rest: files of its own layers, replacements of paths
// in the common layer (changed, of another type, or with replaced content), and whiteouts for what
// it removed. What its own keep set drops from the common layer is still kept, because others need
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "write/layers.h"
#include "write/write.h"

namespace whittle::write {

// The number of bottom layers that all images share.
std::size_t common_layers(std::span<const Image* const> images);

// An image that shares the base, and its keep set.
struct Sharer {
  std::string name;  // for reasons: "needed by NAME"
  const FileTree* tree = nullptr;
  KeepSet* keep = nullptr;
};

class CommonLayer {
 public:
  // base: the tree of the shared layers. Adds to each keep set the parts of the common layer that
  // only other images need.
  CommonLayer(FileTree base, std::span<const Sharer> sharers);

  const FileTree& base() const { return base_; }
  // The content of the common layer, by nodes of the base.
  const KeepSet& keep() const { return keep_; }
  std::vector<LayerPlan> plan(std::optional<std::int64_t> last_mtime) const;
  // The thin layer of a sharer, if it has one. keep: as the constructor left it.
  std::vector<LayerPlan> plan_above(const FileTree& tree, const KeepSet& keep,
                                    std::optional<std::int64_t> last_mtime) const;

 private:
  class Match;

  void collect(const Sharer& sharer);
  void distribute(const Sharer& sharer) const;

  FileTree base_;
  KeepSet keep_;
};

NewLayer write_common(const CommonLayer& common, std::span<const layer::CachedLayer> layers,
                      const WriteOptions& options, const std::filesystem::path& work);

// The image with the common layer below its thin one. keep: as CommonLayer left it.
WrittenImage write_above(const CommonLayer& common, const NewLayer& common_layer,
                         const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work);

}  // namespace whittle::write
