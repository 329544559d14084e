#!/usr/bin/env bash
# Hold-outs (--verify-http, --verify-exec, --verify-host-exec) run against the result and the original and are not
# recorded. What is missing for them is repaired, also with --trace and with a keep file that drops too much.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

digest() {
  skopeo inspect "oci:$1:small" | jq -re .Digest
}

minify -o oci:first-image:small --artifacts first --keep used --http-probe-cmd / --verify-http /style.css \
  --verify-exec 'id -u' --verify-host-exec 'curl -sSf http://127.0.0.1:80/robots.txt' whittle-test/nginx
[ "$(report '[.verification.exercises[] | select(.hold_out)] | length' first)" = 3 ] || complain "three hold-outs were given"
[ "$(report '.exercises | length' first)" = 1 ] || complain "a hold-out is among the recorded exercises"
jq -e '[.. | .exercises? // empty | .[]? | select(test("style|id -u|robots"))] == []' first/trace.json >/dev/null ||
  complain "the trace knows of a hold-out"
[ "$(report '[.verification.repairs[] | select(.what == "/usr/bin/id")] | length' first)" = 1 ] || complain "/usr/bin/id was not repaired"

# From the trace: the same repairs, the same bytes.
minify -o oci:second-image:small --keep used --trace first/trace.json --http-probe-cmd / \
  --verify-http /style.css --verify-exec 'id -u' --verify-host-exec 'curl -sSf http://127.0.0.1:80/robots.txt' whittle-test/nginx
[ "$(digest first-image)" = "$(digest second-image)" ] || complain "one trace, two images"

# A keep file without a page, and one without a library.
sed '/"path":"\/usr\/share\/nginx\/html\/style.css"/s/"kept":true/"kept":false/' first/keep.json >lacking.json
minify -o oci:third-image:small --trace first/trace.json --keep-file lacking.json --http-probe-cmd / \
  --verify-http /style.css whittle-test/nginx >summary
grep >/dev/null 'the keep file lacks what the app needs' summary || complain "no warning: $(cat summary)"
grep >/dev/null -E '^ *repaired +.* /usr/share/nginx/html/style.css ' summary ||
  complain "the page was not repaired"
library=$(jq -r '.paths[] | select(.kept and (.path | test("/libpcre2-8.so.0.[0-9.]*$"))).path' first/keep.json)
sed "\\|\"path\":\"$library\"|s/\"kept\":true/\"kept\":false/" first/keep.json >lacking.json
minify -o oci:fourth-image:small --trace first/trace.json --keep-file lacking.json --http-probe-cmd / whittle-test/nginx >summary
grep >/dev/null -E "^ *repaired +.* $library " summary || complain "$library was not repaired"

# Files that the user excludes are not added.
expect_error 1 'verification.*style' minify -o oci:fifth:small --keep used --http-probe-cmd / --verify-http /style.css \
  --exclude-pattern style.css whittle-test/nginx
[ ! -e fifth ] || complain "a broken image was written"
