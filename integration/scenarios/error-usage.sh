#!/usr/bin/env bash
# Wrong command lines: exit code 2, and the nearest right word.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny good
expect_error 2 'minfy' "$WHITTLE" minfy oci:good:latest
expect_error 2 'tga' minify --tga x oci:good:latest
expect_error 2 'IMAGE' minify --tag x
expect_error 2 'no output' minify oci:good:latest
expect_error 2 'Upper Case' minify --tag x 'Upper Case'
expect_error 2 'compression' minify -o oci:out:x --compression rar oci:good:latest
expect_error 2 'network' minify -o oci:out:x --network bridge oci:good:latest
expect_error 1 'absent' minify -o oci:out:x --env-file absent oci:good:latest
[ ! -e out ] || fail "an output was made"
