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

// An unchanged base, and a layer above it that was rebuilt.
const FileTree& rebuilt() {
  static const FileTree tree = testing::tree({"/etc/\n/etc/same\n/etc/below", "/app/\n/app/code"});
  return tree;
}
const std::vector<Layer> kLayers = {{.diff_id = id('a')}, {.diff_id = id('c')}};

}  // namespace

TEST_CASE("files that are gone, and files that come from another layer") {
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
  // The base has it, but when it was recorded it came from another layer.
  CHECK(since.changed == Paths{"/app/code", "/etc/below"});
  CHECK(since.unknown.empty());
}

TEST_CASE("a file that came from different layers in several recordings may have changed") {
  const Trace trace{.files = {{"/etc/same", from({id('a'), id('b')})}}};
  CHECK(record::since_recording(trace, rebuilt(), kLayers).changed == Paths{"/etc/same"});
}

TEST_CASE("without layers in the trace, only files that are gone are known") {
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
