#!/usr/bin/env bash
# explain tells why a path was kept or dropped, and refuses what is not there.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify --artifacts artifacts "${options[@]}" whittle-test/tool
shows kept "$WHITTLE" explain artifacts /usr/bin/jq
shows 'during run: --version' "$WHITTLE" explain artifacts /usr/bin/jq
shows dropped "$WHITTLE" explain artifacts /usr/bin/perl
shows 'would keep it.*--include-path' "$WHITTLE" explain artifacts /usr/bin/perl
"$WHITTLE" explain --json artifacts /bin/perl | jq -e '.version == 1 and .path == "/usr/bin/perl" and .links[0].path == "/bin"' >/dev/null ||
  fail "a symlink in the path is not followed"
shows jq "$WHITTLE" explain artifacts /usr/share/sample/numbers.json
expect_error 1 'no/such/path' "$WHITTLE" explain artifacts /no/such/path
expect_error 1 'nowhere' "$WHITTLE" explain nowhere /usr/bin/jq
