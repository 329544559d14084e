#include "pipeline/publish.h"

#include "transport/transport.h"

namespace whittle::pipeline {

void publish(const Candidate& candidate, const Task& task) {
  for (const std::string& output : task.options.outputs) {
    transport::write_image(candidate.image, output, task.work);
  }
}

}  // namespace whittle::pipeline
