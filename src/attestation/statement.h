// statement.json: what was made of what, and how it was proven, as an in-toto Statement
// (https://in-toto.io/Statement/v1) with a predicate of our own. Nothing in it depends on the day,
// the machine or where things lie: same image, same trace, same options, same bytes.
//
//   {
//     "_type": "https://in-toto.io/Statement/v1",
//     "subject": [{"name": NAME, "digest": {"sha256": HEX}}],       the result's manifest
//     "predicateType": "urn:whittle:attestation:minify:1",
//     "predicate": {
//       "tool": {"name": "whittle", "version": TEXT},
//       "source": {"name": REFERENCE, "digest": {"sha256": HEX}},   what it was made of
//       "trace": {"digest": {"sha256": HEX}},                       what was recorded, see below
//       "options": {NAME: [TEXT...]},                               those that were chosen
//       "verification": {"run": BOOL, "passed": BOOL, "exercises": [{"name": TEXT, "passed":
//       BOOL}]}, "contract": {"proven": BOOL, "read_only_root": BOOL, "capabilities": null |
//       [NAME...],
//                    "no_new_privileges": BOOL}                     missing: none was made
//     }
//   }
//
// The trace's digest is of its lines "PATH\n", for each path of "files" that the image has, in the
// order of trace.json: it is the same when the same command records again. How they were used, by
// whom and when is not.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "whittle/contract.h"
#include "whittle/report.h"

namespace whittle::attestation {

inline constexpr const char* kMediaType = "application/vnd.in-toto+json";
inline constexpr const char* kPredicateType = "urn:whittle:attestation:minify:1";

using Options = std::map<std::string, std::vector<std::string>>;

struct Facts {
  std::string name;
  Digest result;
  std::string source;
  Digest source_digest;
  Digest trace;
  Options options;
  const Verification& verification;
  const Contract* contract = nullptr;  // may be null
};

std::string format_statement(const Facts& facts);

}  // namespace whittle::attestation
