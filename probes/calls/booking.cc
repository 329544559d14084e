#include "probes/calls/booking.h"

#include <fcntl.h>

#include <cerrno>

#include "probes/calls/interpreter.h"
#include "probes/calls/path_calls.h"

namespace whittle::probes {

void book(Findings& findings, const ResolvedUse& use, std::optional<int> error, Phase phase,
          const std::string& user) {
  const Resolution& resolution = use.resolution;
  for (const std::string& link : resolution.links) {
    findings.file(link, only(Use::traverse), phase, user);
  }
  if (resolution.end == Resolution::End::unreadable && error) ++findings.losses().unreadable_path;
  if (!resolution.place.in_container()) return;
  const std::string& name = resolution.place.path;
  if (error) findings.refused(name, use.uses, *error, phase, user);
  if (use.only_if_successful && error != 0) return;
  if (resolution.end == Resolution::End::found) {
    // What was not done to a file was decided by it all the same.
    findings.file(name, error == 0 ? use.uses : only(Use::lookup), phase, user);
  } else if (resolution.end == Resolution::End::missing && error == 0) {
    // Made by this call, or by another thread meanwhile.
    findings.file(name, use.uses, phase, user);
  } else if (resolution.end == Resolution::End::missing && error) {
    findings.absent(name, use.uses, phase, user);
  }
}

void book_untold(Findings& findings, const ResolvedUse& use, Phase phase, const std::string& user) {
  if (use.resolution.end != Resolution::End::missing) {
    book(findings, use, 0, phase, user);
    const bool found = use.resolution.end == Resolution::End::found;
    if (found && use.resolution.place.in_container() && !use.only_if_successful) {
      findings.file(use.resolution.place.path, only(Use::lookup), phase, user);
    }
    return;
  }
  book(findings, use, ENOENT, phase, user);
  if (use.uses.contains(Use::change) && !use.only_if_successful) {
    book(findings, use, 0, phase, user);
  }
}

std::string interpreter_of(const Resolution& file) {
  if (file.end != Resolution::End::found || !S_ISREG(file.place.mode) || !file.object) return "";
  const std::string path = "/proc/self/fd/" + std::to_string(file.object.get());
  const base::Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOATIME | O_NONBLOCK));
  return fd ? interpreter_of(fd.get()) : std::string();
}

}  // namespace whittle::probes
