#!/usr/bin/env bash
# A database with a volume that changes its user with gosu. Its data directory is kept, its data is not.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check redis
size_at_most 25000000
docker create --label "$label" --name whittle-test-redis "$results/redis" >/dev/null
docker export whittle-test-redis | tar -tv >entries
grep -E ' data/$' entries | grep >/dev/null '^drwxr-xr-x' || fail "the volume's directory is gone"
! grep -E ' data/.' entries || fail "what the run wrote into the volume is in the image"
