#include "base/subprocess.h"

#include <doctest/doctest.h>
#include <poll.h>
#include <sys/wait.h>

#include <csignal>

#include "whittle/error.h"

using namespace whittle;

TEST_CASE("a child's output, errors and exit status are values") {
  const base::Output output =
      base::run({.arguments = {"sh", "-c", "echo out; echo err >&2; exit 3"}});
  CHECK(output.out == "out\n");
  CHECK(output.err == "err\n");
  CHECK(output.exit.code == 3);
}

TEST_CASE("death by a signal differs from an exit status") {
  CHECK(base::run({.arguments = {"sh", "-c", "kill -9 $$"}}).exit.signal == SIGKILL);
}

TEST_CASE("output beyond the limit is discarded") {
  CHECK(base::run({.arguments = {"head", "-c", "300000", "/dev/zero"}}, 1000).out.size() == 1000);
}

TEST_CASE("a grandchild that keeps the pipe open does not hold us up") {
  const base::Output output = base::run({.arguments = {"sh", "-c", "sleep 20 & echo $!"}});
  const pid_t grandchild = std::stoi(output.out);
  CHECK(::kill(grandchild, SIGKILL) == 0);  // it still runs
}

TEST_CASE("a child waits for before_exec") {
  pid_t seen = 0;
  base::Subprocess child({.arguments = {"true"}, .before_exec = [&](pid_t pid) { seen = pid; }});
  CHECK(seen == child.pid());
  CHECK(child.wait().success());
}

TEST_CASE("an error in before_exec is thrown and the child does not run") {
  const auto fail = [](pid_t) { throw Error("no"); };
  CHECK_THROWS_AS(base::Subprocess({.arguments = {"true"}, .before_exec = fail}), Error);
}

TEST_CASE("a child that waits for before_exec ends when its parent is killed") {
  base::Pipe pids = base::make_pipe();
  const pid_t parent = ::fork();
  if (parent == 0) {
    const auto die = [&](pid_t pid) {
      if (::write(pids.write_end.get(), &pid, sizeof pid) > 0) ::kill(::getpid(), SIGKILL);
    };
    base::Subprocess child({.arguments = {"sleep", "100"}, .before_exec = die});
    ::_exit(1);
  }
  pids.write_end.reset();
  ::waitpid(parent, nullptr, 0);
  pid_t child = 0;
  REQUIRE(::read(pids.read_end.get(), &child, sizeof child) == sizeof child);
  // The child has a copy of the write end until it ends.
  pollfd ended{pids.read_end.get(), POLLIN, 0};
  const bool is_ended = ::poll(&ended, 1, 10'000) == 1;
  CHECK(is_ended);
  if (!is_ended) ::kill(child, SIGKILL);
}

TEST_CASE("a missing program is an Error that names it") {
  CHECK_THROWS_WITH_AS(base::Subprocess({.arguments = {"no-such-program"}}),
                       "cannot start no-such-program: no such program", Error);
}
