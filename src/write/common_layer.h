// One layer for several images: what any of them needs from the source layers that all of them
// begin with.
//
// An image on top of it has a thin layer with the rest: what it has from layers of its own, what it
// has instead of a path of the common layer (changed, of another type, or with replaced content),
// and whiteouts for what it has removed. All that its own keep set drops from the common layer is
// kept all the same: others need it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "write/layers.h"
#include "write/write.h"

namespace whittle::write {

// How many layers, from the bottom, all images have.
std::size_t common_layers(std::span<const Image* const> images);

// An image that shares the base, and what was selected of it.
struct Sharer {
  std::string name;  // for reasons: "needed by NAME"
  const FileTree* tree = nullptr;
  KeepSet* keep = nullptr;
};

class CommonLayer {
 public:
  // base is of layers that every sharer begins with. Adds to each keep set what its image has from
  // the common layer though only others need it.
  CommonLayer(FileTree base, std::span<const Sharer> sharers);

  const FileTree& base() const { return base_; }
  // By the base's nodes: what the common layer holds.
  const KeepSet& keep() const { return keep_; }
  std::vector<LayerPlan> plan(std::optional<std::int64_t> last_mtime) const;
  // The thin layer of a sharer, if it has one; keep as it is after construction.
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

// The image with the common layer below its own thin one; keep as CommonLayer has left it.
WrittenImage write_above(const CommonLayer& common, const NewLayer& common_layer,
                         const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work);

}  // namespace whittle::write
