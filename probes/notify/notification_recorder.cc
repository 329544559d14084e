#include "probes/notify/notification_recorder.h"

#include <algorithm>

#include "probes/calls/process_text.h"
#include "probes/calls/resolve_uses.h"
#include "probes/notify/notified_calls.h"

namespace whittle::probes {
namespace {

constexpr std::size_t kEntry =
    64;  // approximate size of a string in a set without its text, in bytes

bool is_exec(const PathUses& uses) {
  return !uses.paths.empty() && uses.paths.front().uses.contains(Use::exec);
}

}  // namespace

void NotificationRecorder::entered(const seccomp_notif& notification, const Listener& listener,
                                   SessionState& session) {
  Call call{.arch = notification.data.arch,
            .number = static_cast<std::uint32_t>(notification.data.nr)};
  std::ranges::copy(notification.data.args, call.arguments);
  const PathCall* path_call = path_calls_.find(call.arch, call.number);
  if (!path_call) return;  // socketcall(2): libseccomp adds it for the calls that it multiplexes
  const auto tid = static_cast<pid_t>(notification.pid);
  update_pending(tid);

  PathUses uses;
  const Caller* caller = read(*path_call, call, tid, session, uses);
  if (!caller) {
    if (listener.is_waiting(notification)) ++builder_.losses().unreadable_path;
    return;
  }
  // The program that a runtime executes is the app.
  const Phase phase = is_exec(uses) && !session.app_runs ? session.on_image : phase_of(session);
  std::string key = key_of(uses, *caller, phase);
  if (key.empty() || !known_.contains(key)) {
    directories_.cwd.reset();
    if (roots_differ_) directories_.root.reset();
    const auto resolved = resolve_uses(resolver_, tid, directories_, uses);
    if (!listener.is_waiting(notification)) return;
    // If an argument could not be read, the kernel cannot read it either: not a loss.
    for (const ResolvedUse& use : resolved) {
      record_use_without_result(builder_, use, phase, caller->program.path);
    }
    remember(std::move(key));
  }
  // The old memory may live on without this thread: after a vfork it is the parent's.
  if (is_exec(uses)) callers_.forget(tid);
  invalidate_for(*path_call, notification);
}

const Caller* NotificationRecorder::read(const PathCall& path_call, const Call& call, pid_t tid,
                                         SessionState& session, PathUses& uses) {
  for (int tries = 0; tries < 2; ++tries) {
    bool is_new = false;
    const Caller* caller = callers_.find(tid, is_new);
    if (!caller) return nullptr;
    uses = path_uses(path_call, call, caller->memory);
    if (!caller->memory.is_over()) {
      if (is_new) note_new_caller(tid, *caller, session);
      return caller;
    }
    callers_.forget(tid);  // it has executed another program, or its id was reused
  }
  return nullptr;
}

void NotificationRecorder::note_new_caller(pid_t tid, const Caller& caller, SessionState& session) {
  const Place& program = caller.program;
  if (session.runtime.inode == 0) session.runtime = program;
  if (program.inode != session.runtime.inode || program.device != session.runtime.device) {
    session.app_runs = true;
  }
  if (!session.app_runs || !program.in_container()) return;
  builder_.add_process(
      {.executable = program.path, .arguments = arguments_of(tid), .phase = phase_of(session)});
}

Phase NotificationRecorder::phase_of(const SessionState& session) const {
  if (!session.app_runs) return Phase::runtime;
  return shutdown_ ? Phase::shutdown : session.on_image;
}

// Nothing is cached until calls that change how paths resolve have returned.
void NotificationRecorder::update_pending(pid_t tid) {
  pending_.note_next_call(tid);
  const bool settled = pending_.none();
  if (!settled || !nothing_pending_) mounts_.forget();
  nothing_pending_ = settled;
}

std::string NotificationRecorder::key_of(const PathUses& uses, const Caller& caller,
                                         Phase phase) const {
  std::string key;
  if (!nothing_pending_ || roots_differ_ || uses.paths.empty() || is_exec(uses)) return key;
  key = caller.program.path;
  const auto add = [&key](unsigned number) {
    key.append(reinterpret_cast<const char*>(&number), sizeof number);
  };
  add(epoch_);
  add(static_cast<unsigned>(phase));
  for (const PathUse& use : uses.paths) {
    const PathRequest& request = use.request;
    // A relative path may be another file the next time.
    if (!request.path.starts_with('/') || request.in_root) return "";
    key += request.path;
    key += '\0';
    add(use.uses.bits());
    add(request.follow ? 1 : 0);
  }
  return key;
}

void NotificationRecorder::remember(std::string key) {
  if (key.empty()) return;
  known_used_ += key.size() + kEntry;
  if (known_used_ > kMaxKnown) {
    known_.clear();
    known_used_ = key.size() + kEntry;
  }
  known_.insert(std::move(key));
}

void NotificationRecorder::invalidate_for(const PathCall& path_call,
                                          const seccomp_notif& notification) {
  const Invalidation invalidation = invalidation_of(path_call);
  roots_differ_ = roots_differ_ || invalidation.roots;
  if (!invalidation.paths) return;
  known_.clear();
  known_used_ = 0;
  directories_.forget();
  pending_.add(static_cast<pid_t>(notification.pid), notification.data.nr);
}

}  // namespace whittle::probes
