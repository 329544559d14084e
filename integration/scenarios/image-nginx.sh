#!/usr/bin/env bash
# A web server behind an entrypoint script: 260 MB become at most 12.5 MB of what was used, and with what it may ask for
# later (certificates, licences, a provider) at most 1.2 times that. All metadata kept.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check nginx
calls_below 110
minify --no-verify --keep used --trace artifacts/trace.json --artifacts used "${options[@]}" whittle-test/nginx
used=$(report '.result.size' used)
[ "$used" -le 12500000 ] || fail "what was used has $used bytes, at most 12500000 were expected"
size_at_most $((used * 12 / 10))
[ "$(report '.source.size')" -gt 250000000 ] || fail "the sample image is not a full one"

# The traps that the image sets are among what was compared.
for trap in setuid capabilities user_xattrs hard_links foreign_owners; do
  jq -e ".$trap >= 1" metadata.json >/dev/null || fail "no $trap among the kept entries: $(cat metadata.json)"
done

shows kept "$WHITTLE" explain artifacts /usr/sbin/nginx
shows dropped "$WHITTLE" explain artifacts /usr/bin/git
