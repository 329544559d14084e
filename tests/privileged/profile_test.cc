// A profile made from a tracee's trace, with conditions on arguments, under a real runtime.
#include <doctest/doctest.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "container/busybox.h"
#include "privileged/tracee_container.h"
#include "profile/seccomp.h"
#include "trace/trace_file.h"

using namespace whittle;

namespace {

Trace record_arguments() {
  test::TraceeContainer::Probes probes;
  probes.push_back(probes::make_ptrace_probe());
  test::TraceeContainer container(std::move(probes));
  CHECK(container.start({"/bin/arguments"}).wait().success());
  Trace trace = container.stop();
  trace.architecture = Platform::host().architecture;
  return trace;
}

std::set<std::uint64_t> values(const Trace& trace, const char* call, unsigned index) {
  return trace.arguments.at("x86_64").at(call).at(index).values;
}

Exit run_under(const SeccompProfile& profile, const std::vector<std::string>& arguments) {
  testing::Box box(arguments, RunOptions{});
  box.options.volumes = {{WHITTLE_TRACEES, "/tracees", true}};
  box.options.seccomp = profile;
  const Exit exit = box.run();
  MESSAGE(box.output);
  return exit;
}

}  // namespace

TEST_CASE("the arguments that a profile can check are recorded, those of the app only") {
  const Trace trace = record_arguments();
  CHECK(values(trace, "socket", 0) == std::set<std::uint64_t>{AF_UNIX, AF_INET});
  CHECK(values(trace, "prctl", 0) == std::set<std::uint64_t>{PR_SET_NAME});
  CHECK(values(trace, "clone", 0) == std::set<std::uint64_t>{0});
  CHECK(values(trace, "ioctl", 1).contains(0x541b));  // FIONREAD
  CHECK_FALSE(trace.arguments.at("x86_64").contains("unshare"));
  CHECK(trace::parse_trace(trace::format_trace(trace)) == trace);
}

TEST_CASE("a strict profile allows what the app did, and nothing else") {
  const Trace trace = record_arguments();
  const SeccompProfile strict = profile::seccomp_profile(
      trace, {.choice = {.arguments = SeccompArguments::recorded, .form = ProfileForm::used}});
  CHECK(run_under(strict, {"/tracees/arguments"}).success());
  CHECK(run_under(strict, {"/tracees/arguments", "other"}).success());
  // Without conditions the same calls pass, and the tracee says so.
  CHECK_FALSE(
      run_under(profile::seccomp_profile(trace), {"/tracees/arguments", "other"}).success());
}
