#include "write/write.h"

#include "write/check_edits.h"
#include "write/layers.h"

namespace whittle::write {
namespace {

Assignment assign(const Source& source, const KeepSet& keep, Layers how) {
  switch (how) {
    case Layers::preserve: {
      std::vector<const LayerIndex*> indexes;
      for (const layer::CachedLayer& layer : source.layers) indexes.push_back(&layer.index);
      return preserve(source.tree, keep, indexes);
    }
    case Layers::split:
      return split(source.tree, keep, source.packages);
    case Layers::squash:
      break;
  }
  return squash(source.tree, keep);
}

}  // namespace

WrittenImage write_image(const Source& source, const KeepSet& keep, const WriteOptions& options,
                         const std::filesystem::path& work) {
  check_edits(source.image.config, options.edits, source.tree, keep);
  const Assignment assignment = assign(source, keep, options.layers);
  const tree::Contents contents(source.tree, directories_of(source.layers));
  std::vector<NewLayer> layers;
  for (const LayerPlan& plan :
       plan_layers(source.tree, keep, assignment, options.source_date_epoch)) {
    const std::filesystem::path file = work / ("layer-" + std::to_string(layers.size()));
    layers.push_back(write_layer(plan, contents, options.compression, file));
  }
  return assemble(source.image, layers, options);
}

}  // namespace whittle::write
