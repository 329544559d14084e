// The paths of the container's calls, each read while its caller waits to be let go on
// (seccomp_unotify(2)): look-ups too, which no other cheap probe sees. What the kernel opens by
// itself, io_uring's calls and what came of a call are for others to see.
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
#include "probes/notify/call_booker.h"
#include "probes/notify/listener.h"
#include "probes/notify/notified_calls.h"
#include "probes/probes.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

// A listener, for the processes that a runtime has made by one command.
struct Session {
  Listener listener;
  Lineage lineage;
  std::unique_ptr<base::Guardian> guardian;  // of the first of them; from its first call on
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
  void attach(const ContainerState& state) override { booker_->set_init(state.init_pid); }
  void begin(const std::string& exercise) override { booker_->begin(exercise); }
  void enter(Phase phase) override {
    if (phase == Phase::shutdown) booker_->begin_shutdown();
  }
  void stop(Trace& into) override;

 private:
  void join();
  void serve();
  bool serve_ready();
  void serve(Session& session);

  Findings findings_{"notify"};
  std::unique_ptr<CallBooker> booker_;
  std::unique_ptr<ListenerSocket> socket_;
  base::Fd stopping_;                         // eventfd: no more calls will come
  std::atomic<Phase> on_image_ = Phase::app;  // what the runtime at work makes
  std::list<Session> sessions_;
  std::exception_ptr failure_;
  std::thread server_;
};

void NotifyProbe::prepare(const RecordingScope& scope) {
  booker_ = std::make_unique<CallBooker>(scope, findings_);
  socket_ = std::make_unique<ListenerSocket>();
  stopping_ = base::Fd(::eventfd(0, EFD_CLOEXEC));
  if (!stopping_) throw SystemError("cannot make an eventfd", errno);
  // At once: what a runtime does to create the container is notified too.
  server_ = std::thread([this] {
    try {
      serve();
    } catch (...) {
      failure_ = std::current_exception();
    }
    // Whoever is left finds nobody to answer; guardians that were not released kill them.
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
  booker_.reset();
  if (failure_) std::rethrow_exception(failure_);
  findings_.merge_into(into);
}

void NotifyProbe::serve() {
  while (serve_ready()) {
  }
}

// False: asked to stop, and nobody calls any more.
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
    } else if (wanted[i].revents != 0) {  // all its processes are gone
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
      sessions_.push_back({.listener = Listener(std::move(fd)),
                           .lineage = {.on_image = on_image_},
                           .guardian = {}});
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
  booker_->entered(*call, session.listener, session.lineage);
  session.listener.go_on(*call);
}

}  // namespace

std::unique_ptr<Probe> make_notify_probe() {
  return std::make_unique<NotifyProbe>();
}

}  // namespace whittle::probes
