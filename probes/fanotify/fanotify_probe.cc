// Every open and exec on the overlay, including those by the kernel itself, by one fanotify mark on
// its superblock (fanotify(7), fanotify_init(2), fanotify_mark(2)). Needs CAP_SYS_ADMIN.
//
// The overlay is mounted in our private mount namespace, so apart from this process only the
// runtime and the container can reach it.
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/fanotify.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <exception>
#include <thread>

#include "base/fd.h"
#include "probes/image_mounts.h"
#include "probes/probes.h"
#include "probes/trace_builder.h"
#include "whittle/error.h"

namespace whittle::probes {
namespace {

class FanotifyProbe : public Probe {
 public:
  ~FanotifyProbe() override { join(); }

  std::string_view name() const override { return "fanotify"; }
  Sees sees() const override { return {.opens = true, .kernel_opens = true}; }
  void prepare(const RecordingScope& scope) override;
  void attach(const ContainerState& state) override { mounts_->set_init(state.init_pid); }
  void begin(const std::string& exercise) override { builder_.begin(exercise); }
  void enter(Phase phase) override { shutdown_ = shutdown_ || phase == Phase::shutdown; }
  void stop(Trace& into) override;

 private:
  void join();
  void read_events();
  bool read_event();
  void handle(const fanotify_event_metadata& event, int fd);
  Phase phase_of(const fanotify_event_metadata& event);
  void ignore_from_now_on(const fanotify_event_metadata& event, int fd, const Place& place);

  RecordingScope scope_;
  std::unique_ptr<ImageMounts> mounts_;
  TraceBuilder builder_{"fanotify"};
  base::Fd group_;
  base::Fd stopping_;  // eventfd: no more events will come
  std::atomic<bool> shutdown_ = false;
  bool app_runs_ = false;
  std::exception_ptr failure_;
  std::thread reader_;
};

void FanotifyProbe::prepare(const RecordingScope& scope) {
  scope_ = scope;
  mounts_ = std::make_unique<ImageMounts>(scope);
  // O_NONBLOCK: the kernel opens each file once more for us; that must not block on a FIFO.
  group_ = base::Fd(::fanotify_init(
      FAN_CLASS_NOTIF | FAN_UNLIMITED_QUEUE | FAN_UNLIMITED_MARKS | FAN_CLOEXEC | FAN_NONBLOCK,
      O_RDONLY | O_LARGEFILE | O_CLOEXEC | O_NONBLOCK | O_NOATIME));
  if (!group_) {
    throw SystemError("cannot watch file opens (fanotify_init)", errno,
                      "fanotify needs root with CAP_SYS_ADMIN");
  }
  if (::fanotify_mark(group_.get(), FAN_MARK_ADD | FAN_MARK_FILESYSTEM,
                      FAN_OPEN | FAN_OPEN_EXEC | FAN_ONDIR, AT_FDCWD, scope.rootfs.c_str()) != 0) {
    throw SystemError("cannot watch " + scope.rootfs + " (fanotify_mark)", errno);
  }
  stopping_ = base::Fd(::eventfd(0, EFD_CLOEXEC));
  if (!stopping_) throw SystemError("cannot make an eventfd", errno);
  reader_ = std::thread([this] {
    try {
      read_events();
    } catch (...) {
      failure_ = std::current_exception();
    }
  });
}

void FanotifyProbe::join() {
  if (!reader_.joinable()) return;
  ::eventfd_write(stopping_.get(), 1);
  reader_.join();
}

void FanotifyProbe::stop(Trace& into) {
  join();
  group_.reset();
  if (failure_) std::rethrow_exception(failure_);
  builder_.merge_into(into);
}

void FanotifyProbe::read_events() {
  pollfd wanted[] = {{group_.get(), POLLIN, 0}, {stopping_.get(), POLLIN, 0}};
  for (;;) {
    if (::poll(wanted, 2, -1) < 0 && errno != EINTR)
      throw SystemError("cannot wait for file opens", errno);
    while (read_event()) {
    }
    if ((wanted[1].revents & POLLIN) != 0) {
      // Events may have come between the last empty read and the request to stop.
      while (read_event()) {
      }
      return;
    }
  }
}

// One event per read. For each event the kernel opens a descriptor in this process. When it cannot
// (RLIMIT_NOFILE), a read of several events ends early and the event is lost silently, but a read
// of one event fails with an error. Any limit is enough then, so ours, which the container
// inherits, is not raised.
bool FanotifyProbe::read_event() {
  fanotify_event_metadata event;
  const ssize_t length = ::read(group_.get(), &event, sizeof event);
  if (length < 0) {
    if (errno == EAGAIN) return false;
    if (errno == EBADF || errno == EFAULT || errno == EINVAL) {
      throw SystemError("cannot read file opens (fanotify)", errno);
    }
    if (errno != EINTR) ++builder_.losses().descriptor_failure;
    return true;
  }
  if (length != sizeof event || event.vers != FANOTIFY_METADATA_VERSION) {
    throw Error("cannot read file opens: the kernel has another version of fanotify events");
  }
  if ((event.mask & FAN_Q_OVERFLOW) != 0) {
    ++builder_.losses().queue_overflow;
  } else if (event.fd < 0) {
    ++builder_.losses().descriptor_failure;
  } else {
    const base::Fd fd(event.fd);
    if (event.pid != ::getpid()) handle(event, fd.get());
  }
  return true;
}

void FanotifyProbe::handle(const fanotify_event_metadata& event, int fd) {
  const Place place = mounts_->locate(fd, event.pid);
  if (place.path.empty()) {
    ++builder_.losses().unreadable_path;
    return;
  }
  if (!place.in_container()) return;  // opened by the runtime through the host's mount
  Place user;
  const std::string exe = "/proc/" + std::to_string(event.pid) + "/exe";
  if (const base::Fd program(::open(exe.c_str(), O_PATH | O_CLOEXEC)); program) {
    user = mounts_->locate(program.get(), event.pid);
  }
  const bool is_exec = (event.mask & FAN_OPEN_EXEC) != 0;
  const Phase phase = phase_of(event);
  EnumSet<Use> uses;
  uses.insert(is_exec ? Use::exec : Use::open);
  // At this moment the process of an exec may run the old or the new program, so the user is
  // unknown.
  builder_.add_file(place.path, uses, phase, is_exec ? std::string() : user.path);
  if (phase != Phase::runtime) ignore_from_now_on(event, fd, place);
}

// The first program of the image that is executed is the app, and events come in order, so what
// came before belongs to the runtime.
Phase FanotifyProbe::phase_of(const fanotify_event_metadata& event) {
  app_runs_ = app_runs_ || (event.mask & FAN_OPEN_EXEC) != 0;
  if (!app_runs_) return Phase::runtime;
  return shutdown_ ? Phase::shutdown : Phase::app;
}

// An inode with several names stays watched, so that each name that is used is reported.
void FanotifyProbe::ignore_from_now_on(const fanotify_event_metadata& event, int fd,
                                       const Place& place) {
  if (!S_ISDIR(place.mode) && place.links > 1) return;
  // If this fails, the file is reported again, which only costs time.
  ::fanotify_mark(group_.get(), FAN_MARK_ADD | FAN_MARK_IGNORED_MASK | FAN_MARK_IGNORED_SURV_MODIFY,
                  event.mask & (FAN_OPEN | FAN_OPEN_EXEC), fd, nullptr);
}

}  // namespace

std::unique_ptr<Probe> make_fanotify_probe() {
  return std::make_unique<FanotifyProbe>();
}

}  // namespace whittle::probes
