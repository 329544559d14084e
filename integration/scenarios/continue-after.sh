#!/usr/bin/env bash
# What ends the recording: a time, the exercises, the app.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny server --command serve 8080 --expose 8080
for end in timeout:2 probe; do
  minify -o oci:out:small --artifacts "after-$end" --continue-after "$end" oci:server:latest
done
jq -e '.container_seconds >= 2' after-timeout:2/report.json
minify --artifacts after-exec --exec '/bin/tiny show /etc/motd' --continue-after exec oci:server:latest
shows kept "$WHITTLE" explain after-exec /etc/motd
tiny tool
minify --artifacts after-exit --continue-after exit oci:tool:latest
expect_error 2 'continue-after' minify --artifacts none --continue-after never oci:tool:latest
