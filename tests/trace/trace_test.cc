#include "whittle/trace.h"

#include <doctest/doctest.h>

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
