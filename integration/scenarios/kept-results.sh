#!/usr/bin/env bash
# The artifacts of the last runs are found by result:NAME, without --artifacts; a recording that shows nothing is refused.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# A cache of its own: the results of other scenarios would push these out.
kept() {
  "$WHITTLE" "$1" --cache cache "${@:2}"
}

read_options tool
kept minify "${quick[@]}" --trace "$(recording tool)" --tag "$results/kept" "${options[@]}" whittle-test/tool >stdout
grep -q "explain result:$results/kept PATH" stdout || fail "the summary does not say how to ask: $(cat stdout)"
[ "$(stat -c %a cache/results)" = 700 ] || fail "others can read what is kept"
shows 'exec.*during run: --version' kept explain "result:$results/kept" /usr/bin/jq
shows 'allowed' kept explain "result:docker-daemon:$results/kept:latest" openat
shows 'exec' kept explain "result:$(docker image inspect -f '{{.Id}}' "$results/kept")" /usr/bin/jq
shows 'bytes   files  reason' kept diff "result:$results/kept"
shows defaultAction kept profile --format docker "result:$results/kept"
kept export --dockerfile -o build "result:$results/kept" >/dev/null
[ -s build/Dockerfile ] || fail "nothing was exported"
kept minify --no-verify --keep-file "result:$results/kept" --trace "result:$results/kept" -o oci:out:again whittle-test/tool >/dev/null
expect_error 2 'no directory for the export' kept export --dockerfile "result:$results/kept"
expect_error 1 "no artifacts are kept of a result nothing" kept explain result:nothing /usr/bin/jq
grep -q 'there are those of oci:out:again' stderr || fail "what is kept is not said: $(cat stderr)"

# A refused result is not shown as one, and is kept by its digest.
expect_error 3 'not smaller|--require-smaller' kept minify --no-verify --trace "$(recording tool)" --require-smaller \
  -o oci:out:large oci:out:again
grep -q '^  not written ' stdout || fail "the summary does not end with why nothing was written: $(cat stdout)"

printf 'FROM whittle-test/tool\nENTRYPOINT []\nCMD ["bash"]\n' | docker build --force-rm -q -t "$results/builder" - >/dev/null
expect_error 1 'shows nothing of an app: only bash ran' minify --no-verify -o oci:out:builder "$results/builder"
grep -q -e '--allow-trivial' stderr || fail "it is not said what to do: $(cat stderr)"
minify --no-verify --allow-trivial -o oci:out:builder "$results/builder" >/dev/null
minify --no-verify -o oci:out:given "$results/builder" -- sh -c true >/dev/null
"$WHITTLE" record --cache "$LAYERS" -o trace.json "$results/builder" 2>stderr
grep -q 'would stop here' stderr || fail "record does not warn: $(cat stderr)"
