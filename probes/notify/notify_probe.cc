// The paths in the container's calls, read while the caller waits (seccomp_unotify(2)), including
// look-ups. It does not see files that the kernel opens by itself, io_uring requests or results of
// calls.
#include <poll.h>
#include <sys/eventfd.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <list>
#include <memory>
#include <thread>

#include "base/guardian.h"
#include "probes/calls/filter_architectures.h"
#include "probes/calls/follower.h"
#include "probes/calls/process_text.h"
#include "probes/notify/listener.h"
#include "probes/notify/notification_recorder.h"
#include "probes/notify/notified_calls.h"
#include "probes/probes.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

// A listener, for the processes created by one command of a runtime.
struct Session {
  Listener listener;
  SessionState state;
  std::unique_ptr<base::Guardian> guardian;  // of the first process, from its first call on
};

class NotifyProbe : public Probe {
 public:
  ~NotifyProbe() override { join(); }

  std::string_view name() const override { return "notify"; }
  Sees sees() const override { return {.opens = true, .lookups = true, .listings = true}; }
  void prepare(const RecordingScope& scope) override;
  std::optional<CallFilter> filter() const override {
    return CallFilter{.stop = CallFilter::Stop::notify,
                      .architectures = filter_architectures(),
                      .calls = notified_calls(),
                      .socket = socket_->path()};
  }
  void adopt(pid_t /*runtime_process*/, Phase phase) override { on_image_ = phase_on_image(phase); }
  void attach(const ContainerState& state) override { recorder_->set_init(state.init_pid); }
  void begin(const std::string& exercise) override { recorder_->begin(exercise); }
  void enter(Phase phase) override {
    if (phase == Phase::shutdown) recorder_->begin_shutdown();
  }
  void stop(Trace& into) override;

 private:
  void join();
  void serve();
  bool serve_ready();
  void serve(Session& session);

  TraceBuilder builder_{"notify"};
  std::unique_ptr<NotificationRecorder> recorder_;
  std::unique_ptr<ListenerSocket> socket_;
  base::Fd stopping_;  // eventfd: no more calls will come
  // The phase of programs that the current runtime process starts.
  std::atomic<Phase> on_image_ = Phase::app;
  std::list<Session> sessions_;
  std::exception_ptr failure_;
  std::thread server_;
};

void NotifyProbe::prepare(const RecordingScope& scope) {
  recorder_ = std::make_unique<NotificationRecorder>(scope, builder_);
  socket_ = std::make_unique<ListenerSocket>();
  stopping_ = base::Fd(::eventfd(0, EFD_CLOEXEC));
  if (!stopping_) throw SystemError("cannot make an eventfd", errno);
  // From now on, since calls that create the container are notified too.
  server_ = std::thread([this] {
    try {
      serve();
    } catch (...) {
      failure_ = std::current_exception();
    }
    // Nobody would answer the processes that are left; the guardians that were not released kill
    // them.
    sessions_.clear();
  });
}

void NotifyProbe::join() {
  if (!server_.joinable()) return;
  ::eventfd_write(stopping_.get(), 1);
  server_.join();
}

void NotifyProbe::stop(Trace& into) {
  join();
  socket_.reset();
  recorder_.reset();
  if (failure_) std::rethrow_exception(failure_);
  builder_.merge_into(into);
}

void NotifyProbe::serve() {
  while (serve_ready()) {
  }
}

// False: stop was requested and no call waits.
bool NotifyProbe::serve_ready() {
  std::vector<pollfd> wanted = {{stopping_.get(), POLLIN, 0}, {socket_->fd(), POLLIN, 0}};
  for (const Session& session : sessions_) wanted.push_back({session.listener.fd(), POLLIN, 0});
  if (::poll(wanted.data(), wanted.size(), -1) < 0) {
    if (errno == EINTR) return true;
    throw SystemError("cannot wait for the container's system calls", errno);
  }
  bool served = false;
  auto session = sessions_.begin();
  for (std::size_t i = 2; i < wanted.size(); ++i) {
    const auto here = session++;
    if ((wanted[i].revents & POLLIN) != 0) {
      serve(*here);
    } else if (wanted[i].revents != 0) {  // all processes of the session are gone
      if (here->guardian) here->guardian->release();
      sessions_.erase(here);
    } else {
      continue;
    }
    served = true;
  }
  if ((wanted[1].revents & POLLIN) != 0) {
    served = true;
    if (base::Fd fd = socket_->accept()) {
      sessions_.push_back(
          {.listener = Listener(std::move(fd)), .state = {.on_image = on_image_}, .guardian = {}});
    }
  }
  return served || (wanted[0].revents & POLLIN) == 0;
}

void NotifyProbe::serve(Session& session) {
  const auto call = session.listener.receive();
  if (!call) return;
  if (!session.guardian) {
    session.guardian =
        std::make_unique<base::Guardian>(ancestry_of(static_cast<pid_t>(call->pid)).tgid);
  }
  recorder_->entered(*call, session.listener, session.state);
  session.listener.let_continue(*call);
}

}  // namespace

std::unique_ptr<Probe> make_notify_probe() {
  return std::make_unique<NotifyProbe>();
}

}  // namespace whittle::probes
