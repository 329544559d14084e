#include "probes/trace_builder.h"

#include <cerrno>

namespace whittle::probes {
namespace {

constexpr std::size_t kTraceEntry = 256;  // approximate size of a FileUse in a map, in bytes

}  // namespace

FileUse* TraceBuilder::entry(std::map<std::string, FileUse>& files, const std::string& path,
                             std::size_t& used, std::size_t bound) {
  const auto found = files.find(path);
  if (found != files.end()) return &found->second;
  if (used + path.size() + kTraceEntry > bound) return nullptr;
  used += path.size() + kTraceEntry;
  return &files[path];
}

void TraceBuilder::note(FileUse& use, EnumSet<Use> uses, Phase phase, const std::string& user) {
  use.uses.merge(uses);
  use.phases.insert(phase);
  if (use.sources.empty()) use.sources.insert(source_);
  if (!user.empty() && use.users.size() < kMaxUsers) use.users.insert(user);
  const std::string* exercise = exercise_in(phase);
  if (exercise != nullptr && use.exercises.size() < kMaxExercises) use.exercises.insert(*exercise);
}

void TraceBuilder::begin(const std::string& exercise) {
  exercise_ = &exercises_.emplace_back(exercise);
}

void TraceBuilder::add_file(const std::string& path, EnumSet<Use> uses, Phase phase,
                            const std::string& user) {
  if (FileUse* use = entry(trace_.files, path, files_used_, kMaxFiles)) {
    note(*use, uses, phase, user);
  } else {
    ++losses().unreadable_path;
  }
}

void TraceBuilder::add_absent(const std::string& path, EnumSet<Use> uses, Phase phase,
                              const std::string& user) {
  if (FileUse* use = entry(trace_.absent, path, absent_used_, kMaxAbsent)) {
    note(*use, uses, phase, user);
  }
}

void TraceBuilder::add_refused(const std::string& path, EnumSet<Use> uses, int error, Phase phase,
                               const std::string& user) {
  FileUse* use = nullptr;
  if (error == EROFS) {
    use = entry(trace_.refused, path, refused_used_, kMaxRefused);
  } else if (error == EACCES || error == EPERM) {
    use = entry(trace_.forbidden, path, forbidden_used_, kMaxRefused);
  }
  if (use != nullptr) note(*use, uses, phase, user);
}

void TraceBuilder::add_process(ProcessRecord process) {
  std::size_t size = kTraceEntry + process.executable.size();
  for (const std::string& argument : process.arguments) size += kTraceEntry / 8 + argument.size();
  if (processes_used_ + size > kMaxProcesses) return;
  if (trace_.processes.insert(std::move(process)).second) processes_used_ += size;
}

void TraceBuilder::merge_into(Trace& into) {
  trace_.probes.insert(source_);
  into.merge(trace_);
}

}  // namespace whittle::probes
