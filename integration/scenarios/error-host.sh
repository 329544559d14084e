#!/usr/bin/env bash
# Errors: no root, no runtime, no engine, an output that cannot be written.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny good
chmod 755 .
as_nobody() { setpriv --reuid nobody --regid nogroup --clear-groups "$@"; }
cp "$WHITTLE" ./whittle
expect_error 1 'root' as_nobody ./whittle minify -o oci:/tmp/whittle-nobody:x --cache /tmp/whittle-nobody-cache oci:good:latest
[ ! -e /tmp/whittle-nobody-cache ] || fail "a cache was made"
expect_error 1 'no-such-runtime' minify -o oci:out:small --runtime no-such-runtime oci:good:latest
DOCKER_HOST=unix://$PWD/absent.sock expect_error 1 'absent.sock' minify -o oci:out:small whittle-test/tool
DOCKER_HOST=unix://$PWD/absent.sock expect_error 1 'absent.sock' minify --tag x oci:good:latest
expect_error 1 '/proc/nowhere' minify -o oci-archive:/proc/nowhere.tar:x oci:good:latest
