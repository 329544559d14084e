#include "pipeline/explain_call.h"

#include "base/fd.h"
#include "pipeline/minify.h"
#include "profile/parse_docker.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

namespace whittle::pipeline {
namespace {

constexpr std::size_t kMaxProfile = std::size_t{4} << 20;  // bytes

}  // namespace

std::optional<profile::CallExplanation> explain_call(const std::filesystem::path& artifacts,
                                                     const std::string& call) {
  const char* hint = "they are in the directory that was given to minify --artifacts";
  return with_context(
      "cannot explain the system call " + call,
      [&] {
        const Trace trace =
            trace::parse_trace(base::read_file(artifacts / kTraceFile, trace::kMaxTraceBytes));
        const SeccompProfile profile =
            profile::parse_docker(base::read_file(artifacts / kSeccompFile, kMaxProfile));
        return profile::explain_call(profile, trace, call);
      },
      hint);
}

}  // namespace whittle::pipeline
