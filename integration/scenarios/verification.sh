#!/usr/bin/env bash
# A result that does not work is not written, and the message names the missing file.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options nginx
expect_error 1 'verification.*nginx\.conf' minify --tag "$results/broken" --exclude-pattern /etc/nginx/nginx.conf \
  --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
! docker image inspect "$results/broken" >/dev/null 2>&1 || fail "the broken image was written"
minify --tag "$results/unproven" --no-verify --exclude-pattern /etc/nginx/nginx.conf --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
docker image inspect "$results/unproven" >/dev/null
