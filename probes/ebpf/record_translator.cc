#include "probes/ebpf/record_translator.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include <cerrno>
#include <string_view>

#include "probes/calls/record_use.h"
#include "probes/ebpf/specs.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kMaxPrograms = 65536;  // whose paths are kept
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

// The program that a process runs now, on any file system; not found if the process is gone.
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

Phase phase_of(const ParsedRecord& recorded) {
  return static_cast<Phase>(recorded.header.phase);
}

}  // namespace

RecordTranslator::RecordTranslator(const RecordingScope& scope, TraceBuilder& builder)
    : builder_(builder), view_(scope), specs_(std::size_t{kAbis} * kCallNumbers) {
  fill_specs(path_calls_, specs_);
}

std::string RecordTranslator::program(std::uint64_t number) const {
  const auto found = programs_.find(number);
  return found != programs_.end() ? found->second : std::string();
}

CallerContext RecordTranslator::context_of(const ParsedRecord& recorded, int which) const {
  const std::optional<std::string> base = recorded.bases[which].on_image();
  // The BPF program only checks the beginning of the path: if a symlink leads to /proc/self/fd/N,
  // as /dev/stdout does, the descriptor's file is not known.
  const bool names_descriptor =
      recorded.header.kind == kPathRecord && recorded.texts[which].starts_with("/proc/self/fd/");
  return {.root = recorded.root.on_image(),
          .base = base,
          .named_descriptor = names_descriptor ? base : std::nullopt,
          .program = program(recorded.header.program),
          .mount_namespace = recorded.header.mount_namespace};
}

void RecordTranslator::add(const ParsedRecord& recorded) {
  if (recorded.header.kind == kExecRecord) {
    add_exec(recorded);
  } else {
    add_call(recorded);
  }
}

Resolution RecordTranslator::resolve(const ParsedRecord& recorded, const PathUse& use) {
  const RecordedPlace& base = recorded.bases[use.which];
  if (base.kind == kUnreadable || recorded.root.kind == kUnreadable) {
    return {.end = Resolution::End::unreadable, .links = {}, .place = {}, .object = {}};
  }
  if (!use.is_descriptor()) return view_.resolve(context_of(recorded, use.which), use.request);
  return base.kind == kOnImage ? view_.at(base.path) : Resolution{};
}

void RecordTranslator::add_call(const ParsedRecord& recorded) {
  const record& header = recorded.header;
  const std::uint32_t arch = arch_of_abi(header.abi);
  const PathCall* path_call = path_calls_.find(arch, header.number);
  if (!path_call || header.abi >= kAbis || header.number >= kCallNumbers) return;
  Call call{.arch = arch, .number = header.number};
  std::copy(std::begin(header.arguments), std::end(header.arguments), call.arguments);
  const RecordedMemory memory(recorded, specs_[header.abi * kCallNumbers + header.number], call);
  const PathUses uses = path_uses(*path_call, call, memory);
  const int error = static_cast<int>(header.error);
  // With these errors the kernel could not read it either.
  if (uses.unreadable && error != EFAULT && error != ENAMETOOLONG) {
    ++builder_.losses().unreadable_path;
  }
  const std::string user = program(header.program);
  const bool has_two = path_call->second.kind != PathArgument::Kind::none;
  std::vector<Resolution> resolutions;
  for (const PathUse& path : uses.paths) {
    ResolvedUse use{.resolution = resolve(recorded, path),
                    .uses = path.uses,
                    .only_if_successful = path.is_descriptor()};
    // It was created since; the caller did not find it.
    const bool was_absent = error == ENOENT && !has_two && !path.uses.contains(Use::exec);
    if (was_absent && use.resolution.end == Resolution::End::found) {
      use.resolution.end = Resolution::End::missing;
    }
    record_use(builder_, use, error, phase_of(recorded), user);
    if (error != 0 && path.uses.contains(Use::exec)) {
      add_interpreters(recorded, std::move(use.resolution), error, phase_of(recorded));
    } else {
      resolutions.push_back(std::move(use.resolution));
    }
  }
  if (error == 0 && path_call->changes == Changes::mounts) {
    note_mounts(recorded, *path_call, resolutions);
  }
}

// mount(2) and umount(2) are applied from their arguments; after other calls that change mounts,
// the mountinfo of the process is read.
void RecordTranslator::note_mounts(const ParsedRecord& recorded, const PathCall& path_call,
                                   const std::vector<Resolution>& resolutions) {
  const record& header = recorded.header;
  const std::string_view name = path_call.names;
  constexpr std::uint64_t kNoNewMount =
      MS_REMOUNT | MS_SHARED | MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE | MS_MOVE;
  const bool is_bind = (header.arguments[3] & MS_BIND) != 0;
  // A bind needs both paths; a relative source is not recorded.
  const bool has_paths = resolutions.size() >= (is_bind ? 2 : 1);
  if (name == "mount" && (header.arguments[3] & kNoNewMount) == 0 && has_paths) {
    const Place& target = resolutions.back().place;
    const Place* source = is_bind ? &resolutions[0].place : nullptr;
    if (target.in_container()) view_.mounted(header.mount_namespace, target.path, source);
  } else if (name.starts_with("umount") && recorded.texts[0].starts_with('/')) {
    view_.unmounted(header.mount_namespace, std::string(until_nul(recorded.texts[0])));
  } else {
    view_.learn_mounts(static_cast<pid_t>(header.tid));
  }
}

void RecordTranslator::add_exec(const ParsedRecord& recorded) {
  const record& header = recorded.header;
  const std::string path(until_nul(recorded.texts[0]));
  const std::string user = program(header.program);
  const RecordedPlace& executable = recorded.bases[1];
  // An exec by the runtime already belongs to the phase that it begins.
  const Phase phase =
      phase_of(recorded) == Phase::runtime ? static_cast<Phase>(header.error) : phase_of(recorded);
  ResolvedUse use{.resolution = {}, .uses = only(Use::exec)};
  // "/dev/fd/N" is how the kernel names the file of a descriptor (linux: alloc_bprm).
  if (!path.starts_with("/dev/fd/")) {
    use.resolution = view_.resolve(context_of(recorded, 0), {.path = path});
    record_use(builder_, use, 0, phase, user);
  }
  if (executable.kind != kOnImage) {
    add_interpreters(recorded, running(header.tid), 0, phase);
    return;
  }
  if (programs_.size() < kMaxPrograms) programs_[header.new_program] = executable.path;
  builder_.add_process({.executable = executable.path,
                        .arguments = arguments_in(recorded.texts[1]),
                        .phase = phase});
  builder_.add_file(executable.path, only(Use::exec), phase, user);
  const bool is_named = use.resolution.place.in_container();
  add_interpreters(recorded, is_named ? std::move(use.resolution) : view_.at(executable.path), 0,
                   phase);
}

// The kernel opens interpreters by itself, so no call names them; they are resolved here, with the
// symlinks on the way.
void RecordTranslator::add_interpreters(const ParsedRecord& recorded, Resolution file, int error,
                                        Phase phase) {
  const CallerContext here = context_of(recorded, 0);
  for (int depth = 0; depth < kMaxInterpreters; ++depth) {
    const PathRequest request{.path = interpreter_of(file)};
    if (request.path.empty()) return;
    ResolvedUse use{.resolution = view_.resolve(here, request), .uses = only(Use::exec)};
    record_use(builder_, use, error, phase, program(recorded.header.program));
    file = std::move(use.resolution);
  }
}

}  // namespace whittle::probes
