#!/usr/bin/env bash
# A static server on a full base: at most 8 MB of about 320.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check go
calls_below 80
size_at_most 8000000
