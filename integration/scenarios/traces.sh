#!/usr/bin/env bash
# whittle record and merge: merged recordings are as good as one recording, in any order; those of different images are
# refused. A trace of an older build is applied by path, with warnings, and the verification decides.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

record() {
  "$WHITTLE" record --cache "$LAYERS" -o "$1" "${@:2}"
}
merge() {
  "$WHITTLE" merge "$@"
}

record start.json --http-probe-cmd / whittle-test/nginx
record style.json --http-probe-cmd /style.css --http-probe-cmd /home.html whittle-test/nginx
merge start.json style.json >union.json
merge style.json start.json style.json | diff union.json - || fail "the merged trace depends on order or repetition"
merge -o again.json union.json union.json
diff union.json again.json || fail "a trace merged with itself is another"
jq -e '.files | has("/usr/share/nginx/html/style.css")' union.json >/dev/null || fail "a file of one recording is not in the merged one"
jq -e '[.losses[]] | add == 0' union.json >/dev/null || fail "events were lost"

# The verification asks for both pages; the first recording alone is not enough.
options=(--http-probe-cmd / --http-probe-cmd /style.css)
minify --keep used --repair-rounds 0 --tag "$results/union" --trace union.json "${options[@]}" whittle-test/nginx
serve "$results/union"
curl -sSf --max-time 5 --retry 20 --retry-connrefused "http://$address/style.css" | grep >/dev/null font-family ||
  fail "a file of one recording is not in the result"
docker rm -fv "$container" >/dev/null
expect_error 1 'did not pass the verification' \
  minify --keep used --repair-rounds 0 --tag "$results/start" --trace start.json "${options[@]}" whittle-test/nginx

record tool.json --run=--version whittle-test/tool
expect_error 1 'different images' merge start.json tool.json
merge --across-images tool.json start.json >across.json
merge --across-images start.json tool.json | diff across.json - || fail "the merged trace depends on the order"
"$WHITTLE" profile --format docker across.json | jq -e '.defaultAction == "SCMP_ACT_ERRNO"' >/dev/null || fail "no profile"
expect_error 1 'nowhere' record nowhere/trace.json whittle-test/tool

# A new build: the recorded page has changed, another one is gone, and the layers below are the same.
mkdir rebuilt
cat >rebuilt/Dockerfile <<'END'
FROM whittle-test/nginx
RUN echo 'body { font-family: serif }' >/usr/share/nginx/html/style.css && rm /usr/share/nginx/html/home.html
END
docker build --force-rm -q -t "$results/rebuilt" rebuilt >/dev/null
options=(--http-probe-cmd / --http-probe-cmd /style.css)
minify_into applied --keep used --repair-rounds 0 --tag "$results/applied" --trace start.json --trace style.json \
  "${options[@]}" "$results/rebuilt" &>warnings
grep >/dev/null 'start.json is of sha256:.*applied by path' warnings || fail "no warning that the trace is of another build"
grep >/dev/null -E 'in the trace style.json, not in the image: 1 \(/usr/share/nginx/html/home.html\)$' warnings ||
  fail "no warning about what is gone"
grep >/dev/null -E 'in the trace style.json, from another layer .*: 1 \(/usr/share/nginx/html/style.css\)$' warnings ||
  fail "no warning about what has changed"
grep >/dev/null 'in the trace start.json' warnings && fail "it warns of a file that start.json has not used"
serve "$results/applied"
curl -sSf --max-time 5 --retry 20 --retry-connrefused "http://$address/style.css" | grep >/dev/null serif ||
  fail "the content is not that of the new build"
docker rm -fv "$container" >/dev/null
# The trace still names the layers of the build on which it was recorded.
minify --no-verify -o oci:again:small --trace applied/trace.json "$results/rebuilt" &>warnings
grep >/dev/null 'from another layer .*style.css' warnings || fail "the trace does not name the build on which it was recorded"
# An older trace without layers: no warning for the same image; for another one all files may have changed.
jq 'del(.layers) | del(.files[].layers)' start.json >older.json
minify --no-verify -o oci:same:small --trace older.json whittle-test/nginx &>warnings
! grep older.json warnings || fail "it warns of the image's own trace"
minify --no-verify -o oci:other:small --trace older.json "$results/rebuilt" &>warnings
grep >/dev/null 'perhaps changed: [0-9]*: the trace does not say' warnings || fail "no warning that an older trace has no layers"
