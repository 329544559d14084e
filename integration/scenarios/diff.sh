#!/usr/bin/env bash
# whittle diff compares an image with its result, from the images and from the artifacts. The totals add up and are those
# of the report.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify "${quick[@]}" --tag "$results/tool" --artifacts artifacts --trace "$(recording tool)" "${options[@]}" whittle-test/tool

balanced() {
  jq -e '. as $c
    | [$c.packages, $c.directories][]
    | [map(.before.bytes), map(.after.bytes), map(.before.files), map(.after.files)] | map(add)
    | . == [$c.total.before.bytes, $c.total.after.bytes, $c.total.before.files, $c.total.after.files]' "$1" >/dev/null ||
    fail "a table of $1 does not add up"
  # Files that upper layers replaced are in the layers, but not in the image.
  [ "$(jq .total.before.bytes "$1")" = "$(jq '.totals.kept_bytes + .totals.dropped_bytes' artifacts/keep.json)" ] ||
    fail "$1: not the size of the source"
  [ "$(jq .total.after.bytes "$1")" = "$(report .result.size)" ] || fail "$1: not the size of the result"
}

"$WHITTLE" diff --json artifacts >artifacts.json
balanced artifacts.json
jq -e '[.reasons[].bytes] | add as $sum | $sum > 0' artifacts.json >/dev/null
jq -e '([.reasons[].bytes] | add) + .shrunk_bytes == .total.before.bytes' artifacts.json >/dev/null ||
  fail "the reasons do not account for every byte"

"$WHITTLE" diff --cache "$LAYERS" --json whittle-test/tool "$results/tool" >images.json
balanced images.json
diff <(jq .total artifacts.json) <(jq .total images.json) || fail "images and artifacts have different totals"
jq -e '[.changes[] | select(.change == "added")] == []' images.json >/dev/null || fail "a result with something added"

shows 'kept: recorded' "$WHITTLE" diff artifacts
shows 'removed +[0-9]+ files' "$WHITTLE" diff --cache "$LAYERS" whittle-test/tool artifacts
expect_error 1 'was not made from' "$WHITTLE" diff --cache "$LAYERS" whittle-test/nginx artifacts
expect_error 1 'not a directory of artifacts' "$WHITTLE" diff nowhere
