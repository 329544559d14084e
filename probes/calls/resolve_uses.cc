#include "probes/calls/resolve_uses.h"

namespace whittle::probes {

std::vector<ResolvedUse> resolve_uses(Resolver& resolver, pid_t tid,
                                      ProcessDirectories& directories, const PathUses& uses) {
  std::vector<ResolvedUse> resolved;
  for (const PathUse& path : uses.paths) {
    if (path.is_descriptor()) {
      resolved.push_back({.resolution = resolver.descriptor(tid, path.request.directory),
                          .uses = path.uses,
                          .only_if_successful = true});
      continue;
    }
    resolved.push_back(
        {.resolution = resolver.resolve(tid, directories, path.request), .uses = path.uses});
    if (!path.uses.contains(Use::exec)) continue;
    for (int depth = 0; depth < kMaxInterpreters; ++depth) {
      PathRequest request{.path = interpreter_of(resolved.back().resolution)};
      if (request.path.empty()) break;
      resolved.push_back(
          {.resolution = resolver.resolve(tid, directories, request), .uses = only(Use::exec)});
    }
  }
  for (ResolvedUse& path : resolved) path.resolution.object.reset();
  return resolved;
}

}  // namespace whittle::probes
