#!/usr/bin/env bash
# whittle record and merge: a union of recordings is as good as one of all, whatever its order; other images are refused.
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
expect_error 1 'does not pass its proof' \
  minify --keep used --repair-rounds 0 --tag whittle-result/start --trace start.json "${options[@]}" whittle-test/nginx

record tool.json --run=--version whittle-test/tool
expect_error 1 'different images' merge start.json tool.json
merge --across-images tool.json start.json >across.json
merge --across-images start.json tool.json | diff across.json - || fail "the union depends on the order"
expect_error 1 'of another image' minify -o oci:out:small --trace across.json whittle-test/nginx
"$WHITTLE" profile --format docker across.json | jq -e '.defaultAction == "SCMP_ACT_ERRNO"' >/dev/null || fail "no profile"
expect_error 1 'nowhere' record nowhere/trace.json whittle-test/tool
