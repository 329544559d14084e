#include "probes/notify/call_booker.h"

#include <algorithm>

#include "probes/calls/process_text.h"
#include "probes/calls/resolve_uses.h"
#include "probes/notify/notified_calls.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kEntry = 64;  // a string in a set, besides its text, about

bool is_exec(const PathUses& uses) {
  return !uses.paths.empty() && uses.paths.front().uses.contains(Use::exec);
}

}  // namespace

void CallBooker::entered(const seccomp_notif& notification, const Listener& listener,
                         Lineage& lineage) {
  Call call{.arch = notification.data.arch,
            .number = static_cast<std::uint32_t>(notification.data.nr)};
  std::ranges::copy(notification.data.args, call.arguments);
  const PathCall* path_call = path_calls_.find(call.arch, call.number);
  if (!path_call) return;  // socketcall(2), which libseccomp takes for the calls that it stands for
  const auto tid = static_cast<pid_t>(notification.pid);
  settle(tid);

  PathUses uses;
  const Caller* caller = read(*path_call, call, tid, lineage, uses);
  if (!caller) {
    if (listener.waits(notification)) ++findings_.losses().unreadable_path;
    return;
  }
  // What a runtime executes is the app.
  const Phase phase = is_exec(uses) && !lineage.app_runs ? lineage.on_image : phase_of(lineage);
  std::string key = key_of(uses, *caller, phase);
  if (key.empty() || !known_.contains(key)) {
    standing_.cwd.reset();
    if (roots_differ_) standing_.root.reset();
    const auto resolved = resolve_uses(resolver_, tid, standing_, uses);
    if (!listener.waits(notification)) return;
    // An argument that could not be read cannot be read by the kernel either.
    for (const ResolvedUse& use : resolved) {
      book_untold(findings_, use, phase, caller->program.path);
    }
    remember(std::move(key));
  }
  // The program's memory may go on without this thread, as its parent's, after a vfork.
  if (is_exec(uses)) callers_.forget(tid);
  prepare_for(*path_call, notification);
}

const Caller* CallBooker::read(const PathCall& path_call, const Call& call, pid_t tid,
                               Lineage& lineage, PathUses& uses) {
  for (int tries = 0; tries < 2; ++tries) {
    bool is_new = false;
    const Caller* caller = callers_.find(tid, is_new);
    if (!caller) return nullptr;
    uses = path_uses(path_call, call, caller->memory);
    if (!caller->memory.is_over()) {
      if (is_new) meet(tid, *caller, lineage);
      return caller;
    }
    callers_.forget(tid);  // it has another program by now, or another thread has its id
  }
  return nullptr;
}

void CallBooker::meet(pid_t tid, const Caller& caller, Lineage& lineage) {
  const Place& program = caller.program;
  if (lineage.runtime.inode == 0) lineage.runtime = program;
  if (program.inode != lineage.runtime.inode || program.device != lineage.runtime.device) {
    lineage.app_runs = true;
  }
  if (!lineage.app_runs || !program.in_container()) return;
  findings_.process(
      {.executable = program.path, .arguments = arguments_of(tid), .phase = phase_of(lineage)});
}

Phase CallBooker::phase_of(const Lineage& lineage) const {
  if (!lineage.app_runs) return Phase::runtime;
  return shutdown_ ? Phase::shutdown : lineage.on_image;
}

// Nothing is remembered before the calls that move things are over.
void CallBooker::settle(pid_t tid) {
  pending_.calls_again(tid);
  const bool settled = pending_.none();
  if (!settled || !settled_) mounts_.forget();
  settled_ = settled;
}

std::string CallBooker::key_of(const PathUses& uses, const Caller& caller, Phase phase) const {
  std::string key;
  if (!settled_ || roots_differ_ || uses.paths.empty() || is_exec(uses)) return key;
  key = caller.program.path;
  const auto add = [&key](unsigned number) {
    key.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  add(epoch_);
  add(static_cast<unsigned>(phase));
  for (const PathUse& use : uses.paths) {
    const PathRequest& request = use.request;
    // What is relative, to a directory or a descriptor, may be another file the next time.
    if (!request.path.starts_with('/') || request.in_root) return "";
    key += request.path;
    key += '\0';
    add(use.uses.bits());
    add(request.follow ? 1 : 0);
  }
  return key;
}

void CallBooker::remember(std::string key) {
  if (key.empty()) return;
  known_used_ += key.size() + kEntry;
  if (known_used_ > kMaxKnown) {
    known_.clear();
    known_used_ = key.size() + kEntry;
  }
  known_.insert(std::move(key));
}

void CallBooker::prepare_for(const PathCall& path_call, const seccomp_notif& notification) {
  const Upheaval upheaval = upheaval_of(path_call);
  roots_differ_ = roots_differ_ || upheaval.roots;
  if (!upheaval.names) return;
  known_.clear();
  known_used_ = 0;
  standing_.forget();
  pending_.add(static_cast<pid_t>(notification.pid), notification.data.nr);
}

}  // namespace whittle::probes
