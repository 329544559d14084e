#!/usr/bin/env bash
# A web server behind an entrypoint script: 260 MB become at most 12.5 MB, all metadata kept.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check nginx
calls_below 110
size_at_most 12500000
[ "$(report '.source.size')" -gt 250000000 ] || fail "the sample image is not a full one"

# The traps that the image sets are among what was compared.
for trap in setuid capabilities user_xattrs hard_links foreign_owners; do
  jq -e ".$trap >= 1" metadata.json >/dev/null || fail "no $trap among the kept entries: $(cat metadata.json)"
done

shows kept "$WHITTLE" explain artifacts /usr/sbin/nginx
shows dropped "$WHITTLE" explain artifacts /usr/bin/git
