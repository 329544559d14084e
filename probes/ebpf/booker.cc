#include "probes/ebpf/booker.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>
#include <string_view>

#include "probes/calls/booking.h"
#include "probes/ebpf/specs.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kMaxPrograms = 65536;  // whose paths are remembered
constexpr std::size_t kMaxArguments = 64;
constexpr std::size_t kMaxArgument = 256;  // bytes of each

std::vector<std::string> arguments_in(std::string_view text) {
  std::vector<std::string> arguments;
  while (!text.empty() && arguments.size() < kMaxArguments) {
    const std::size_t end = std::min(text.find('\0'), text.size());
    arguments.emplace_back(text.substr(0, std::min(end, kMaxArgument)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return arguments;
}

std::string_view until_nul(std::string_view text) {
  return text.substr(0, text.find('\0'));
}

// The program of a process, of whatever file system; nothing if it is gone or runs another by now.
Resolution running(std::uint32_t tid) {
  const std::string path = "/proc/" + std::to_string(tid) + "/exe";
  Resolution program;
  program.object = base::Fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (!program.object || ::fstat(program.object.get(), &status) != 0) return program;
  program.end = Resolution::End::found;
  program.place.mode = status.st_mode;
  return program;
}

Phase phase_of(const Recorded& recorded) {
  return static_cast<Phase>(recorded.header.phase);
}

}  // namespace

Booker::Booker(const RecordingScope& scope, Findings& findings)
    : findings_(findings), view_(scope), specs_(kAbis * kCallNumbers) {
  fill_specs(path_calls_, specs_);
}

std::string Booker::program(std::uint64_t number) const {
  const auto found = programs_.find(number);
  return found != programs_.end() ? found->second : std::string();
}

Stance Booker::stance(const Recorded& recorded, int which) const {
  const std::optional<std::string> base = recorded.bases[which].on_image();
  // The program in the kernel looks at the beginning of the path alone: where a symlink leads to
  // /proc/self/fd/N, as /dev/stdout does, nobody knows what that was.
  const bool names_descriptor =
      recorded.header.kind == kPathRecord && recorded.texts[which].starts_with("/proc/self/fd/");
  return {.root = recorded.root.on_image(),
          .base = base,
          .named_descriptor = names_descriptor ? base : std::nullopt,
          .program = program(recorded.header.program),
          .mount_namespace = recorded.header.mount_namespace};
}

void Booker::add(const Recorded& recorded) {
  if (recorded.header.kind == kExecRecord) {
    add_exec(recorded);
  } else {
    add_call(recorded);
  }
}

Resolution Booker::resolve(const Recorded& recorded, const PathUse& use) {
  const RecordedPlace& base = recorded.bases[use.which];
  if (base.kind == kUnreadable || recorded.root.kind == kUnreadable) {
    return {.end = Resolution::End::unreadable, .links = {}, .place = {}, .object = {}};
  }
  if (!use.is_descriptor()) return view_.resolve(stance(recorded, use.which), use.request);
  return base.kind == kOnImage ? view_.at(base.path) : Resolution{};
}

void Booker::add_call(const Recorded& recorded) {
  const record& header = recorded.header;
  const std::uint32_t arch = arch_of_abi(header.abi);
  const PathCall* path_call = path_calls_.find(arch, header.number);
  if (!path_call || header.abi >= kAbis || header.number >= kCallNumbers) return;
  Call call{.arch = arch, .number = header.number};
  std::copy(std::begin(header.arguments), std::end(header.arguments), call.arguments);
  const RecordedMemory memory(recorded, specs_[header.abi * kCallNumbers + header.number], call);
  const PathUses uses = path_uses(*path_call, call, memory);
  const int error = static_cast<int>(header.error);
  // Those two say that the kernel could not read it either.
  if (uses.unreadable && error != EFAULT && error != ENAMETOOLONG) {
    ++findings_.losses().unreadable_path;
  }
  const std::string user = program(header.program);
  const bool has_two = path_call->second.kind != PathArgument::Kind::none;
  std::vector<Resolution> resolutions;
  for (const PathUse& path : uses.paths) {
    ResolvedUse use{.resolution = resolve(recorded, path),
                    .uses = path.uses,
                    .only_if_successful = path.is_descriptor()};
    // It has come to be since; who looked did not find it.
    const bool was_absent = error == ENOENT && !has_two && !path.uses.contains(Use::exec);
    if (was_absent && use.resolution.end == Resolution::End::found) {
      use.resolution.end = Resolution::End::missing;
    }
    book(findings_, use, error, phase_of(recorded), user);
    if (error != 0 && path.uses.contains(Use::exec)) {
      add_interpreters(recorded, std::move(use.resolution), error, phase_of(recorded));
    } else {
      resolutions.push_back(std::move(use.resolution));
    }
  }
  if (error == 0 && path_call->ground == Ground::remount) {
    note_mounts(recorded, *path_call, resolutions);
  }
}

// mount(2) and umount(2) say what they do; whatever else changes mounts, the process is asked.
void Booker::note_mounts(const Recorded& recorded, const PathCall& path_call,
                         const std::vector<Resolution>& resolutions) {
  const record& header = recorded.header;
  const std::string_view name = path_call.names;
  constexpr std::uint64_t kNoNewMount =
      MS_REMOUNT | MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE | MS_MOVE;
  const bool is_bind = (header.arguments[3] & MS_BIND) != 0;
  // Of a bind both paths are needed; a source that is relative is not told.
  const bool is_told = resolutions.size() >= (is_bind ? 2 : 1);
  if (name == "mount" && (header.arguments[3] & kNoNewMount) == 0 && is_told) {
    const Place& target = resolutions.back().place;
    const Place* source = is_bind ? &resolutions[0].place : nullptr;
    if (target.in_container()) view_.mounted(header.mount_namespace, target.path, source);
  } else if (name.starts_with("umount") && recorded.texts[0].starts_with('/')) {
    view_.unmounted(header.mount_namespace, std::string(until_nul(recorded.texts[0])));
  } else {
    view_.learn_mounts(static_cast<pid_t>(header.tid));
  }
}

void Booker::add_exec(const Recorded& recorded) {
  const record& header = recorded.header;
  const std::string path(until_nul(recorded.texts[0]));
  const std::string user = program(header.program);
  const RecordedPlace& executable = recorded.bases[1];
  // Out of the runtime, the exec is already the doing of what it begins.
  const Phase phase =
      phase_of(recorded) == Phase::runtime ? static_cast<Phase>(header.error) : phase_of(recorded);
  ResolvedUse use{.resolution = {}, .uses = only(Use::exec)};
  // "/dev/fd/N" is the kernel's name for a descriptor's object (linux: alloc_bprm).
  if (!path.starts_with("/dev/fd/")) {
    use.resolution = view_.resolve(stance(recorded, 0), {.path = path});
    book(findings_, use, 0, phase, user);
  }
  if (executable.kind != kOnImage) {
    add_interpreters(recorded, running(header.tid), 0, phase);
    return;
  }
  if (programs_.size() < kMaxPrograms) programs_[header.new_program] = executable.path;
  findings_.process({.executable = executable.path,
                     .arguments = arguments_in(recorded.texts[1]),
                     .phase = phase});
  findings_.file(executable.path, only(Use::exec), phase, user);
  const bool is_named = use.resolution.place.in_container();
  add_interpreters(recorded, is_named ? std::move(use.resolution) : view_.at(executable.path), 0,
                   phase);
}

// The kernel opens interpreters by itself: no call names them, but the symlinks on the way to them
// are used.
void Booker::add_interpreters(const Recorded& recorded, Resolution file, int error, Phase phase) {
  const Stance here = stance(recorded, 0);
  for (int depth = 0; depth < kMaxInterpreters; ++depth) {
    const PathRequest request{.path = interpreter_of(file)};
    if (request.path.empty()) return;
    ResolvedUse use{.resolution = view_.resolve(here, request), .uses = only(Use::exec)};
    book(findings_, use, error, phase, program(recorded.header.program));
    file = std::move(use.resolution);
  }
}

}  // namespace whittle::probes
