#!/usr/bin/env bash
# whittle doctor shows what works on this machine, and minify records with the probes that it names. A recording with lost
# events is refused.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

"$WHITTLE" doctor >text || fail "this machine cannot record: $(cat text)"
grep -q '^whittle records with fanotify, ebpf, which see everything$' text || fail "not by the cheapest probes: $(cat text)"
"$WHITTLE" doctor --json >json
[ "$(jq -r '.chosen | join(",")' json)" = fanotify,ebpf ] || fail "--json says something else"
jq -e '[.runtimes[] | select(.name == "runc") | .works] == [true]' json >/dev/null || fail "runc is not listed as working"

"$WHITTLE" record --cache "$LAYERS" -o trace.json --run=--version whittle-test/tool
[ "$(jq -r '.probes | join(",")' trace.json)" = ebpf,fanotify ] || fail "recorded with other probes than doctor says"
"$WHITTLE" record --cache "$LAYERS" -o some.json --probe fanotify --run=--version whittle-test/tool 2>warnings
grep -q 'no probe saw system calls' warnings || fail "no warning about what no probe sees"
expect_error 1 'has no system calls' minify --probe fanotify,notify --tag "$results/calls" --run=--version whittle-test/tool
expect_error 2 'need the container.s seccomp filter' "$WHITTLE" record --cache "$LAYERS" -o other.json --probe notify,ptrace-filter whittle-test/tool
expect_error 2 'no probe "fnotify"' "$WHITTLE" record --cache "$LAYERS" -o other.json --probe fnotify whittle-test/tool

# Without root no probe works, and doctor says why.
setpriv --reuid 65534 --regid 65534 --clear-groups "$WHITTLE" doctor >nobody && fail "doctor says that an ordinary user can record"
grep -q 'fanotify *no' nobody || fail "doctor says that fanotify works without root"

jq '.losses.unreadable_path = 1' trace.json >lossy.json
expect_error 1 'incomplete' minify --trace lossy.json --tag "$results/lossy" --run=--version whittle-test/tool
minify --trace lossy.json --allow-incomplete --tag "$results/lossy" --run=--version whittle-test/tool
