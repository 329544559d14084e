#include "record/since_recording.h"

#include <doctest/doctest.h>

#include "tree_text.h"

using namespace whittle;
using Paths = std::vector<std::string>;

namespace {

DiffId id(char digit) {
  return {Digest::from_hex(std::string(64, digit))};
}

FileUse from(std::set<DiffId> layers) {
  return {.layers = std::move(layers)};
}

// A base that stayed, and a layer above it that was built anew.
const FileTree& rebuilt() {
  static const FileTree tree = testing::tree({"/etc/\n/etc/same\n/etc/below", "/app/\n/app/code"});
  return tree;
}
const std::vector<Layer> kLayers = {{.diff_id = id('a')}, {.diff_id = id('c')}};

}  // namespace

TEST_CASE("what is gone, and what comes from another layer") {
  const Trace trace{.files = {{"/etc", from({})},
                              {"/etc/same", from({id('a')})},
                              {"/etc/below", from({id('b')})},
                              {"/app/code", from({id('b')})},
                              {"/app/gone", from({id('b')})},
                              {"/app/made", from({})},
                              {"/run/made", from({})}}};
  const record::SinceRecording since = record::since_recording(trace, rebuilt(), kLayers);
  CHECK(since.files == 4);
  CHECK(since.gone == Paths{"/app/gone"});
  // The base has it too, but it was another layer's when it was recorded.
  CHECK(since.changed == Paths{"/app/code", "/etc/below"});
  CHECK(since.unknown.empty());
}

TEST_CASE("what recordings of several images have seen differently may have changed") {
  const Trace trace{.files = {{"/etc/same", from({id('a'), id('b')})}}};
  CHECK(record::since_recording(trace, rebuilt(), kLayers).changed == Paths{"/etc/same"});
}

TEST_CASE("of a trace without layers only what is gone is known") {
  FileUse made;
  made.uses.insert(Use::change);
  const Trace trace{.files = {{"/etc", {}},
                              {"/etc/same", {}},
                              {"/app/gone", {}},
                              {"/tmp/x", made},
                              {"/tmp/y", {}}},
                    .written = {"/tmp/y"}};
  const record::SinceRecording since = record::since_recording(trace, rebuilt(), kLayers);
  CHECK(since.files == 2);
  CHECK(since.gone == Paths{"/app/gone"});
  CHECK(since.changed.empty());
  CHECK(since.unknown == Paths{"/etc/same"});
}
