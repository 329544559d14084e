#!/usr/bin/env bash
# A full disk under the cache or the output: the message says so, and there is no incomplete output.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

on_full_disk() {
  # shellcheck disable=SC2016
  unshare -m bash -c 'mkdir -p disk && mount -t tmpfs -o size=$1 none disk && shift && "$@"; status=$?
    find disk -type f -size +0 >left; exit $status' - "$@"
}
tiny good
expect_error 1 'No space left' on_full_disk 300k "$WHITTLE" minify --cache disk/cache -o oci:out:small oci:good:latest
[ ! -e out ] || fail "an output was made"
expect_error 1 'No space left' on_full_disk 200k "$WHITTLE" minify --cache "$LAYERS" -o oci-archive:disk/out.tar:x oci:good:latest
[ ! -s left ] || fail "half an output: $(cat left)"
expect_error 1 'No space left' on_full_disk 200k "$WHITTLE" minify --cache "$LAYERS" -o oci:disk/out:x oci:good:latest
