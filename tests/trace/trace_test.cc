#include "whittle/trace.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "whittle/error.h"

using namespace whittle;

namespace {

const Digest kImage = Digest::from_hex(std::string(64, 'a'));

FileUse used(Use use, Phase phase, const std::string& user = "/bin/app") {
  FileUse file{.sources = {"ptrace"}, .users = {user}};
  file.uses.insert(use);
  file.phases.insert(phase);
  return file;
}

}  // namespace

TEST_CASE("merging traces unites what they say of a file") {
  Trace first{.image = kImage, .files = {{"/etc/x", used(Use::open, Phase::app)}}};
  const Trace second{.image = kImage,
                     .files = {{"/etc/x", used(Use::lookup, Phase::exec)},
                               {"/etc/y", used(Use::exec, Phase::app)}}};
  first.merge(second);
  CHECK(first.files.size() == 2);
  CHECK(first.files.at("/etc/x").uses.contains(Use::open));
  CHECK(first.files.at("/etc/x").uses.contains(Use::lookup));
  CHECK(first.files.at("/etc/x").phases.contains(Phase::exec));
}

TEST_CASE("merging does not depend on the order, and is bounded") {
  FileUse forward;
  FileUse backward;
  for (int i = 0; i < 20; ++i) {
    forward.merge(used(Use::open, Phase::app, "/bin/" + std::to_string(10 + i)));
    backward.merge(used(Use::open, Phase::app, "/bin/" + std::to_string(29 - i)));
  }
  CHECK(forward == backward);
  CHECK(forward.users.size() == kMaxUsers);
}

TEST_CASE(
    "losses of one recording add up; a union of recordings has lost at least as much as each") {
  const Losses second{.queue_overflow = 2, .untraced_process = 3};
  Losses sum{.queue_overflow = 1, .unreadable_path = 2};
  sum.add(second);
  CHECK(sum == Losses{.queue_overflow = 3, .unreadable_path = 2, .untraced_process = 3});
  Losses largest{.queue_overflow = 1, .unreadable_path = 2};
  largest.merge(second);
  CHECK(largest == Losses{.queue_overflow = 2, .unreadable_path = 2, .untraced_process = 3});
}

namespace {

// A trace of a few values of each kind, so that several of them share some.
class RandomTrace {
 public:
  explicit RandomTrace(unsigned seed) : random_(seed) {}

  Trace make() {
    Trace trace{.image = kImage,
                .architecture = "amd64",
                .kernel = "6." + number(3),
                .runtime = "runc 1." + number(3),
                .probes = {number(3)},
                .losses = {.queue_overflow = random_() % 3}};
    for (int i = 0; i < 40; ++i) {
      trace.files["/f" + number(20)].merge(
          used(Use(random_() % kUseCount), Phase(random_() % kPhaseCount), "/bin/" + number(30)));
      trace.files["/f" + number(20)].layers.insert(
          {Digest::from_hex(std::string(64, static_cast<char>('0' + random_() % 10)))});
      trace.syscalls["x86_64"]["call" + number(9)].phases.insert(Phase(random_() % kPhaseCount));
      trace.syscalls["x86_64"]["call" + number(9)].merge(
          {.phases = {}, .users = {"/bin/" + number(30)}, .exercises = {number(30)}});
      if (random_() % 4 != 0) continue;
      const std::string call = "call" + number(9);
      trace.syscalls["x86_64"][call].phases.insert(Phase::app);
      for (unsigned n = random_() % 50; n > 0; --n) {
        // A call is recorded with all its recorded arguments, or with none.
        for (const unsigned index : {0U, 1U}) {
          trace.arguments["x86_64"][call][index].insert(random_() % 90);
        }
      }
      trace.processes.insert({.executable = "/bin/" + number(5), .arguments = {number(2)}});
      trace.ports.insert(static_cast<std::uint16_t>(random_() % 4));
      trace.written.insert("/tmp/" + number(4));
    }
    return trace;
  }

 private:
  std::string number(unsigned bound) { return std::to_string(random_() % bound); }

  std::mt19937 random_;
};

Trace united(std::initializer_list<Trace> traces) {
  Trace all;
  for (const Trace& trace : traces) all.merge(trace);
  return all;
}

}  // namespace

TEST_CASE("a union of traces does not depend on order, grouping and repetition") {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    RandomTrace random(seed);
    const Trace a = random.make();
    const Trace b = random.make();
    const Trace c = random.make();
    const Trace all = united({a, b, c});
    CHECK(united({c, b, a}) == all);
    CHECK(united({a, united({b, c})}) == all);
    CHECK(united({a, b, a, c, c}) == all);
    CHECK(united({all, all}) == all);
  }
}

TEST_CASE("traces of different images do not merge") {
  Trace first{.image = kImage};
  first.merge({});  // what a probe found has no image yet
  CHECK(first.image == kImage);
  CHECK_THROWS_AS(first.merge({.image = Digest::from_hex(std::string(64, 'b'))}), Error);
}

namespace {

Trace called(const char* call, std::initializer_list<std::uint64_t> values) {
  Trace trace;
  trace.syscalls["x86_64"][call].phases.insert(Phase::app);
  for (const std::uint64_t value : values) trace.arguments["x86_64"][call][0].insert(value);
  return trace;
}

ArgumentValues merged(const std::vector<Trace>& traces) {
  Trace all;
  for (const Trace& trace : traces) all.merge(trace);
  return all.arguments["x86_64"]["socket"][0];
}

}  // namespace

TEST_CASE("values of arguments are united, and are any beyond a bound") {
  CHECK(merged({called("socket", {1, 2}), called("socket", {2, 10})}).values ==
        std::set<std::uint64_t>{1, 2, 10});
  CHECK(merged({called("socket", {1}), called("bind", {2})}).values == std::set<std::uint64_t>{1});
  Trace many;
  for (std::uint64_t i = 0; i <= ArgumentValues::kMax; ++i) {
    CHECK_FALSE(many.arguments["x86_64"]["socket"][0].any);
    many.merge(called("socket", {i}));
  }
  CHECK(many.arguments["x86_64"]["socket"][0].any);
  CHECK(many.arguments["x86_64"]["socket"][0].values.empty());
}

TEST_CASE("a call whose arguments one of the traces did not record may have any") {
  const Trace old = called("socket", {});
  const Trace known = called("socket", {1});
  CHECK(merged({old, known}).any);
  CHECK(merged({known, old}).any);
  CHECK(merged({known, old, known}).any);
  CHECK(merged({old, old, known}).any);
  Trace runtime;
  runtime.syscalls["x86_64"]["socket"].phases.insert(Phase::runtime);
  CHECK_FALSE(merged({known, runtime}).any);
}
