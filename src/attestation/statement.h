// statement.json: the source and the result of minify, and how the result was verified, as an
// in-toto Statement (https://in-toto.io/Statement/v1) with whittle's own predicate. It does not
// depend on the time, the machine or paths: same image, same trace, same options, same bytes.
//
//   {
//     "_type": "https://in-toto.io/Statement/v1",
//     "subject": [{"name": NAME, "digest": {"sha256": HEX}}],       the result's manifest
//     "predicateType": "urn:whittle:attestation:minify:1",
//     "predicate": {
//       "tool": {"name": "whittle", "version": TEXT},
//       "source": {"name": REFERENCE, "digest": {"sha256": HEX}},   the original
//       "trace": {"digest": {"sha256": HEX}},                       what was recorded, see below
//       "options": {NAME: [TEXT...]},                               those that were chosen
//       "verification": {"run": BOOL, "passed": BOOL,
//                        "exercises": [{"name": TEXT, "passed": BOOL}]},
//       "contract": {"proven": BOOL, "read_only_root": BOOL,         missing: none was made
//                    "capabilities": null | [NAME...], "no_new_privileges": BOOL}
//     }
//   }
//
// The trace's digest is that of the lines "PATH\n", for each path of "files" that the image has, in
// the order of trace.json. It is the same when the same command records again, while the details of
// how files were used may differ.
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
