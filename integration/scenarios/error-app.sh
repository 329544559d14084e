#!/usr/bin/env bash
# Apps that crash, never listen on their port, never end, or do not exist.
# Quick: leaves out an app whose port never listens: it takes a minute.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny crash --command crash
expect_error 1 'recording failed|exit' minify -o oci:out:small oci:crash:latest
grep -q 'no configuration at /etc/tiny.conf' stderr || fail "the app's last output is not shown"

if full; then
  tiny deaf --command serve 8080 --expose 9090
  expect_error 1 '9090' minify -o oci:out:small oci:deaf:latest
fi

tiny endless --command sleep
expect_error 1 'timeout|time|8 ' minify -o oci:out:small --timeout 8 --continue-after exit oci:endless:latest

expect_error 1 '/bin/absent' minify -o oci:out:small --entrypoint /bin/absent oci:endless:latest
expect_error 1 'nobody-here' minify -o oci:out:small --user nobody-here oci:endless:latest
[ ! -e out ] || fail "an output was made"
