#include "runtime_wrapper/subject.h"

#include "whittle/error.h"

namespace whittle::runtime_wrapper {
namespace {

using Find = std::optional<Subject> (*)(const ContainerPlace&);

// Docker's containers are containerd's too, which does not know their image.
constexpr Find kEngines[] = {find_in_docker, find_in_containerd};

}  // namespace

Subject find_subject(const ContainerPlace& place) {
  for (const Find find : kEngines) {
    if (auto subject = find(place)) return std::move(*subject);
  }
  throw Error("cannot tell which image container " + place.id + " was started from",
              "whittle-runtime knows containers of Docker and of containerd; record others with "
              "whittle record");
}

}  // namespace whittle::runtime_wrapper
