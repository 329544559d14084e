#!/usr/bin/env bash
# Two runs of the same command give the same manifest digest and the same bytes.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

for name in nginx tool; do
  read_options "$name"
  for run in first second; do
    minify -o "oci-archive:$name-$run.tar:small" --artifacts "$run" "${quick[@]}" "${options[@]}" "whittle-test/$name" >/dev/null
  done
  [ "$(report .result.manifest_digest first)" = "$(report .result.manifest_digest second)" ] || {
    diff <(jq -S . first/keep.json) <(jq -S . second/keep.json) | head -n 20 >&2
    fail "$name: two runs, two manifest digests"
  }
  cmp "$name-first.tar" "$name-second.tar"
done
