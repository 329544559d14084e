#!/usr/bin/env bash
# whittle doctor tells what works here, and minify records with what it says; a recording with losses is refused.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

"$WHITTLE" doctor >text || fail "this machine cannot record: $(cat text)"
grep -q '^whittle records with fanotify, ebpf, which see everything$' text || fail "not by the cheapest probes: $(cat text)"
"$WHITTLE" doctor --json >json
[ "$(jq -r '.chosen | join(",")' json)" = fanotify,ebpf ] || fail "--json says something else"
jq -e '[.runtimes[] | select(.name == "runc") | .works] == [true]' json >/dev/null || fail "runc is not told"

"$WHITTLE" record --cache "$LAYERS" -o trace.json --run=--version whittle-test/tool
[ "$(jq -r '.probes | join(",")' trace.json)" = ebpf,fanotify ] || fail "recorded with other probes than doctor says"
"$WHITTLE" record --cache "$LAYERS" -o some.json --probe fanotify --run=--version whittle-test/tool 2>warnings
grep -q 'no probe saw system calls' warnings || fail "what no probe sees is not told"
expect_error 1 'has no system calls' minify --probe fanotify,notify --tag whittle-result/calls --run=--version whittle-test/tool
expect_error 2 'seccomp filter, which is one' "$WHITTLE" record --cache "$LAYERS" -o other.json --probe notify,ptrace-filter whittle-test/tool
expect_error 2 'no probe "fnotify"' "$WHITTLE" record --cache "$LAYERS" -o other.json --probe fnotify whittle-test/tool

# Without root there is nothing to record with, and it says why.
setpriv --reuid 65534 --regid 65534 --clear-groups "$WHITTLE" doctor >nobody && fail "an ordinary user can record?"
grep -q 'fanotify *no' nobody || fail "fanotify works for everybody?"

jq '.losses.unreadable_path = 1' trace.json >lossy.json
expect_error 1 'incomplete' minify --trace lossy.json --tag whittle-result/lossy --run=--version whittle-test/tool
minify --trace lossy.json --allow-incomplete --tag whittle-result/lossy --run=--version whittle-test/tool
