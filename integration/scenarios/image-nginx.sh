#!/usr/bin/env bash
# A web server with an entrypoint script. Of 260 MB at most 12.5 MB were used; with what it may need later (certificates,
# licences, a provider) the result has at most 1.2 times that. All metadata is kept.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check nginx
calls_below 110
minify --no-verify --keep used --trace artifacts/trace.json --artifacts used "${options[@]}" whittle-test/nginx
used=$(report '.result.size' used)
[ "$used" -le 12500000 ] || fail "what was used has $used bytes, at most 12500000 were expected"
size_at_most $((used * 12 / 10))
[ "$(report '.source.size')" -gt 250000000 ] || fail "the sample image is not a full one"

# The entries with special metadata are among those that were compared.
for trap in setuid capabilities user_xattrs hard_links foreign_owners; do
  jq -e ".$trap >= 1" metadata.json >/dev/null || fail "no $trap among the kept entries: $(cat metadata.json)"
done

shows kept "$WHITTLE" explain artifacts /usr/sbin/nginx
shows dropped "$WHITTLE" explain artifacts /usr/bin/git
