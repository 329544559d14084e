// trace.json: a Trace as JSON. Version 2; version 1 is read too, others are refused, unknown
// members are ignored.
//
//   {
//     "version": 2,
//     "image": "sha256:...", "architecture": "amd64", "kernel": "6.1.0", "runtime": "runc 1.1.5",
//     "probes": ["fanotify", "ptrace"],
//     "losses": {"queue_overflow": 0, "descriptor_failure": 0, "unreadable_path": 0,
//                "untraced_process": 0},
//     "layers": ["sha256:..."],
//     "files": {"/bin/sh": {"uses": ["exec"], "phases": ["app"], "sources": ["ptrace"],
//                           "users": ["/bin/env"], "exercises": ["GET :80/"], "layers": [0]}},
//     "absent": {"/etc/x": {...}}, "refused": {"/run/x": {...}}, "forbidden": {...},
//     "syscalls": {"x86_64": {"read": {"phases": ["app"], "users": ["/bin/sh"],
//                                      "exercises": ["start"]}}}, "denied_syscalls": {...},
//     "arguments": {"x86_64": {"socket": {"0": [1, 10]}, "ioctl": {"1": "any"}}},
//     "processes": [{"executable": "/bin/sh", "arguments": ["sh"], "phase": "app"}],
//     "ports": [80], "written": ["/tmp/x"]
//   }
//
// docs/trace-format.md says what each member means. "layers", "exercises", "refused", "forbidden"
// and "arguments" are missing if empty, and in older traces. In version 1 a call has only phases:
// {"x86_64": {"read": ["app", "shutdown"]}}. "layers" of a file are indexes into the "layers" of
// the trace. "arguments" maps a call and the index of an argument to its values
// (recorded_arguments.h). JSON is UTF-8 and paths are bytes: a '%' and every byte that is not part
// of valid UTF-8 is written as %XX. A trace is untrusted input: it is refused if it is larger than
// kMaxTraceBytes, or if a name, a path or a type is invalid.
#pragma once

#include <cstddef>
#include <string>

#include "whittle/trace.h"

namespace whittle::trace {

inline constexpr std::size_t kMaxTraceBytes = std::size_t{64} << 20;

std::string format_trace(const Trace& trace);  // same trace, same bytes
Trace parse_trace(const std::string& json);    // throws Error

}  // namespace whittle::trace
