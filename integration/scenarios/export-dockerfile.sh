#!/usr/bin/env bash
# export --dockerfile: docker build makes an image with the same entries, and it works.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options nginx
minify "${quick[@]}" --tag "$results/nginx" --artifacts artifacts --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
[ "$("$WHITTLE" export --dockerfile artifacts -o context)" = context ] || fail "it does not print the directory"
DOCKER_BUILDKIT=0 docker build -q -t "$results/built" context
check_image nginx "$results/built"
compare_configuration "$results/nginx" "$results/built"

# Compared in both directions. Without BuildKit the engine copies no extended attributes except file capabilities.
docker save "$results/nginx:latest" -o result.tar
docker save "$results/built:latest" -o built.tar
same_but_xattrs() {
  "$here/compare-metadata" "$1" "$2" 2>differences >counts.json || true
  if grep -v ': xattrs: ' differences; then fail "$2 has entries that differ from those of $1"; fi
  jq -e '.hard_links >= 1 and .setuid >= 1 and .capabilities >= 1 and .foreign_owners >= 1' counts.json >/dev/null ||
    fail "the traps of the sample image are not among what was compared: $(cat counts.json)"
}
same_but_xattrs result.tar built.tar
same_but_xattrs built.tar result.tar

expect_error 2 'form of the export is missing' "$WHITTLE" export artifacts
expect_error 1 'nowhere' "$WHITTLE" export --dockerfile nowhere
