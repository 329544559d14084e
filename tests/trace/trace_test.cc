#include "whittle/trace.h"

#include <doctest/doctest.h>

#include <set>
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
  CHECK(forward.users.size() == FileUse::kMaxUsers);
}

TEST_CASE("losses add up") {
  Trace first{.losses = {.queue_overflow = 1, .unreadable_path = 2}};
  first.merge({.losses = {.queue_overflow = 2, .untraced_process = 3}});
  CHECK(first.losses.queue_overflow == 3);
  CHECK(first.losses.total() == 8);
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
  trace.syscalls["x86_64"][call].insert(Phase::app);
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

TEST_CASE("a call whose arguments one of the traces did not record may have had any") {
  const Trace old = called("socket", {});
  const Trace known = called("socket", {1});
  CHECK(merged({old, known}).any);
  CHECK(merged({known, old}).any);
  CHECK(merged({known, old, known}).any);
  CHECK(merged({old, old, known}).any);
  Trace runtime;
  runtime.syscalls["x86_64"]["socket"].insert(Phase::runtime);
  CHECK_FALSE(merged({known, runtime}).any);
}
