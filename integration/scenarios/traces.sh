#!/usr/bin/env bash
# whittle record and merge: a union of recordings is as good as one of all, whatever its order; other images do not mix.
# A trace of one build is applied to another by path, with warnings, and the proof decides.
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
merge style.json start.json style.json | diff union.json - || fail "the union depends on order or repetition"
merge -o again.json union.json union.json
diff union.json again.json || fail "a trace united with itself is another"
jq -e '.files | has("/usr/share/nginx/html/style.css")' union.json >/dev/null || fail "the union lacks what one has seen"
jq -e '[.losses[]] | add == 0' union.json >/dev/null || fail "events were lost"

# The proof asks for both; a start alone does not do.
options=(--http-probe-cmd / --http-probe-cmd /style.css)
minify --keep used --repair-rounds 0 --tag whittle-result/union --trace union.json "${options[@]}" whittle-test/nginx
serve whittle-result/union
curl -sSf --max-time 5 --retry 20 --retry-connrefused "http://$address/style.css" | grep >/dev/null font-family ||
  fail "what comes of a union lacks what one recording has seen"
docker rm -fv "$container" >/dev/null
expect_error 1 'did not pass the verification' \
  minify --keep used --repair-rounds 0 --tag whittle-result/start --trace start.json "${options[@]}" whittle-test/nginx

record tool.json --run=--version whittle-test/tool
expect_error 1 'different images' merge start.json tool.json
merge --across-images tool.json start.json >across.json
merge --across-images start.json tool.json | diff across.json - || fail "the union depends on the order"
"$WHITTLE" profile --format docker across.json | jq -e '.defaultAction == "SCMP_ACT_ERRNO"' >/dev/null || fail "no profile"
expect_error 1 'nowhere' record nowhere/trace.json whittle-test/tool

# Built anew: the page that was asked for is another, another one is gone, and the layers below are the same.
mkdir rebuilt
cat >rebuilt/Dockerfile <<'END'
FROM whittle-test/nginx
RUN echo 'body { font-family: serif }' >/usr/share/nginx/html/style.css && rm /usr/share/nginx/html/home.html
END
docker build --force-rm -q -t whittle-result/rebuilt rebuilt >/dev/null
options=(--http-probe-cmd / --http-probe-cmd /style.css)
minify --keep used --repair-rounds 0 --tag whittle-result/applied --artifacts applied --trace start.json --trace style.json \
  "${options[@]}" whittle-result/rebuilt &>warnings
grep >/dev/null 'start.json is of sha256:.*applied by path' warnings || fail "nothing tells that the trace is of another build"
grep >/dev/null -E 'in the trace style.json, not in the image: 1 \(/usr/share/nginx/html/home.html\)$' warnings ||
  fail "nothing tells what is gone"
grep >/dev/null -E 'in the trace style.json, from another layer .*: 1 \(/usr/share/nginx/html/style.css\)$' warnings ||
  fail "nothing tells what has changed"
grep >/dev/null 'in the trace start.json' warnings && fail "it warns of a file that start.json has not used"
[ "$(report .verification.passed applied)" = true ] || fail "not proven"
serve whittle-result/applied
curl -sSf --max-time 5 --retry 20 --retry-connrefused "http://$address/style.css" | grep >/dev/null serif ||
  fail "the content is not that of the new build"
docker rm -fv "$container" >/dev/null
# Its files are still known by the layers of the build on which they were recorded.
minify --no-verify -o oci:again:small --trace applied/trace.json whittle-result/rebuilt &>warnings
grep >/dev/null 'from another layer .*style.css' warnings || fail "the trace has forgotten on which build it was recorded"
# The same image and an older trace: nothing to tell. Another one: all may have changed.
jq 'del(.layers) | del(.files[].layers)' start.json >older.json
minify --no-verify -o oci:same:small --trace older.json whittle-test/nginx &>warnings
grep >/dev/null 'older.json' warnings && fail "it warns of the image's own trace"
minify --no-verify -o oci:other:small --trace older.json whittle-result/rebuilt &>warnings
grep >/dev/null 'perhaps changed: [0-9]*, as it does not tell' warnings || fail "nothing tells that an older trace knows no layers"
