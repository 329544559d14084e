#!/usr/bin/env bash
# A result that does not work is not handed out, and the message names the missing file.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options nginx
expect_error 1 'verification.*nginx\.conf' minify --tag whittle-result/broken --exclude-pattern /etc/nginx/nginx.conf \
  "${options[@]}" whittle-test/nginx
! docker image inspect whittle-result/broken >/dev/null 2>&1 || fail "the broken image was handed out"
minify --tag whittle-result/unproven --no-verify --exclude-pattern /etc/nginx/nginx.conf "${options[@]}" whittle-test/nginx
docker image inspect whittle-result/unproven >/dev/null
