#!/usr/bin/env bash
# A layer of a million entries is minified or refused, in bounded memory.
# Quick: none of it: a million files take minutes.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

cache_in_memory
tiny crowd --trap many
status=0
/usr/bin/time -f %M -o memory "$WHITTLE" minify --cache "$PWD/cache" -o oci:out:small oci:crowd:latest >stdout 2>stderr || status=$?
echo "exit code $status, $(tail -n 1 memory) kB: $(tail -n 2 stderr)"
[ "$status" -le 1 ]
[ "$status" -eq 0 ] || tail -n 1 stderr | grep >/dev/null '^hint: '
# 100,000 files take less than 300 MB (scripts/bench-minify); memory grows linearly with the number of files.
[ "$(tail -n 1 memory)" -lt 1500000 ] || fail "$(tail -n 1 memory) kB of memory"
