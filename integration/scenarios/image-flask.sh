#!/usr/bin/env bash
# A Python service that runs as a user with a supplementary group.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check flask
jq -e '.foreign_owners >= 1' metadata.json
size_at_most 45000000
