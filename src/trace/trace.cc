#include "whittle/trace.h"

#include <algorithm>
#include <array>

#include "whittle/error.h"

namespace whittle {
namespace {

constexpr std::array<std::string_view, kPhaseCount> kPhaseNames = {"runtime", "app", "exec",
                                                                   "shutdown"};
constexpr std::array<std::string_view, kUseCount> kUseNames = {
    "open", "exec", "lookup", "readlink", "traverse", "list", "chdir", "xattr", "change"};

template <typename Map>
void merge_values(Map& into, const Map& from) {
  for (const auto& [key, value] : from) into[key].merge(value);
}

template <typename Map>
void merge_nested(Map& into, const Map& from) {
  for (const auto& [key, inner] : from) merge_values(into[key], inner);
}

EnumSet<Phase> phases_of(const Trace& trace, const std::string& abi, const std::string& call) {
  const auto calls = trace.syscalls.find(abi);
  if (calls == trace.syscalls.end()) return {};
  const auto use = calls->second.find(call);
  return use == calls->second.end() ? EnumSet<Phase>() : use->second.phases;
}

bool knows_arguments(const Trace& trace, const std::string& abi, const std::string& call) {
  const auto calls = trace.arguments.find(abi);
  return calls != trace.arguments.end() && calls->second.contains(call);
}

// If the other trace has the call but not its arguments, they may have been anything.
void widen_unknown(Trace& trace, const Trace& other) {
  for (auto& [abi, calls] : trace.arguments) {
    for (auto& [call, arguments] : calls) {
      if (!used_by_app(phases_of(other, abi, call)) || knows_arguments(other, abi, call)) continue;
      for (auto& [index, values] : arguments) values.set_any();
    }
  }
}

void merge_arguments(Trace& into, const Trace& other) {
  Trace from;
  from.arguments = other.arguments;
  widen_unknown(from, into);
  widen_unknown(into, other);
  for (const auto& [abi, calls] : from.arguments) {
    for (const auto& [call, arguments] : calls) merge_values(into.arguments[abi][call], arguments);
  }
}

// Traces of two machines: keep one value, independent of the order.
void merge_text(std::string& into, const std::string& from) {
  if (into.empty() || (!from.empty() && from < into)) into = from;
}

// The smallest stay, so that the result does not depend on the order of merging.
template <typename Set>
void insert_bounded(Set& into, const Set& from, std::size_t bound) {
  into.insert(from.begin(), from.end());
  while (into.size() > bound) into.erase(std::prev(into.end()));
}

}  // namespace

std::string_view phase_name(Phase phase) {
  return kPhaseNames.at(static_cast<std::size_t>(phase));
}
std::string_view use_name(Use use) {
  return kUseNames.at(static_cast<std::size_t>(use));
}

void ArgumentValues::insert(std::uint64_t value) {
  if (any) return;
  values.insert(value);
  if (values.size() > kMax) set_any();
}

void ArgumentValues::set_any() {
  any = true;
  values.clear();
}

void ArgumentValues::merge(const ArgumentValues& other) {
  if (other.any) set_any();
  for (const std::uint64_t value : other.values) insert(value);
}

void FileUse::merge(const FileUse& other) {
  uses.merge(other.uses);
  phases.merge(other.phases);
  sources.insert(other.sources.begin(), other.sources.end());
  insert_bounded(users, other.users, kMaxUsers);
  insert_bounded(exercises, other.exercises, kMaxExercises);
  insert_bounded(layers, other.layers, kMaxLayers);
}

void CallUse::merge(const CallUse& other) {
  phases.merge(other.phases);
  insert_bounded(users, other.users, kMaxUsers);
  insert_bounded(exercises, other.exercises, kMaxExercises);
}

void Losses::add(const Losses& other) {
  queue_overflow += other.queue_overflow;
  descriptor_failure += other.descriptor_failure;
  unreadable_path += other.unreadable_path;
  untraced_process += other.untraced_process;
  submitted_path += other.submitted_path;
  contradiction += other.contradiction;
}

void Losses::merge(const Losses& other) {
  queue_overflow = std::max(queue_overflow, other.queue_overflow);
  descriptor_failure = std::max(descriptor_failure, other.descriptor_failure);
  unreadable_path = std::max(unreadable_path, other.unreadable_path);
  untraced_process = std::max(untraced_process, other.untraced_process);
  submitted_path = std::max(submitted_path, other.submitted_path);
  contradiction = std::max(contradiction, other.contradiction);
}

void Trace::merge(const Trace& other) {
  if (!image.empty() && !other.image.empty() && image != other.image) {
    throw Error(
        "cannot merge traces of different images: " + image.str() + " and " + other.image.str(),
        "record the runs with one image again");
  }
  if (image.empty()) image = other.image;
  merge_text(architecture, other.architecture);
  merge_text(kernel, other.kernel);
  merge_text(runtime, other.runtime);
  probes.insert(other.probes.begin(), other.probes.end());
  losses.merge(other.losses);
  merge_values(files, other.files);
  merge_values(absent, other.absent);
  merge_values(refused, other.refused);
  merge_values(forbidden, other.forbidden);
  merge_arguments(*this, other);  // before the calls are merged, which it compares
  merge_nested(syscalls, other.syscalls);
  merge_nested(denied_syscalls, other.denied_syscalls);
  merge_values(capabilities, other.capabilities);
  insert_bounded(contradictions, other.contradictions, kMaxContradictions);
  processes.insert(other.processes.begin(), other.processes.end());
  ports.insert(other.ports.begin(), other.ports.end());
  written.insert(other.written.begin(), other.written.end());
}

}  // namespace whittle
