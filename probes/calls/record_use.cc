#include "probes/calls/record_use.h"

#include <fcntl.h>

#include <cerrno>

#include "probes/calls/interpreter.h"
#include "probes/calls/path_calls.h"

namespace whittle::probes {

void record_use(TraceBuilder& builder, const ResolvedUse& use, std::optional<int> error,
                Phase phase, const std::string& user) {
  const Resolution& resolution = use.resolution;
  for (const std::string& link : resolution.links) {
    builder.add_file(link, only(Use::traverse), phase, user);
  }
  if (resolution.end == Resolution::End::unreadable && error) ++builder.losses().unreadable_path;
  if (!resolution.place.in_container()) return;
  const std::string& name = resolution.place.path;
  if (error) builder.add_refused(name, use.uses, *error, phase, user);
  if (use.only_if_successful && error != 0) return;
  if (resolution.end == Resolution::End::found) {
    // The call failed, but the file was looked up.
    builder.add_file(name, error == 0 ? use.uses : only(Use::lookup), phase, user);
  } else if (resolution.end == Resolution::End::missing && error == 0) {
    // Created by this call, or meanwhile by another thread.
    builder.add_file(name, use.uses, phase, user);
  } else if (resolution.end == Resolution::End::missing && error) {
    builder.add_absent(name, use.uses, phase, user);
  }
}

void record_use_without_result(TraceBuilder& builder, const ResolvedUse& use, Phase phase,
                               const std::string& user) {
  if (use.resolution.end != Resolution::End::missing) {
    record_use(builder, use, 0, phase, user);
    const bool found = use.resolution.end == Resolution::End::found;
    if (found && use.resolution.place.in_container() && !use.only_if_successful) {
      builder.add_file(use.resolution.place.path, only(Use::lookup), phase, user);
    }
    return;
  }
  record_use(builder, use, ENOENT, phase, user);
  if (use.uses.contains(Use::change) && !use.only_if_successful) {
    record_use(builder, use, 0, phase, user);
  }
}

std::string interpreter_of(const Resolution& file) {
  if (file.end != Resolution::End::found || !S_ISREG(file.place.mode) || !file.object) return "";
  const std::string path = "/proc/self/fd/" + std::to_string(file.object.get());
  const base::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOATIME | O_NONBLOCK));
  return fd ? interpreter_of(fd.get()) : std::string();
}

}  // namespace whittle::probes
