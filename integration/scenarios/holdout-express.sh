#!/usr/bin/env bash
# A Node service: late requires and imports, an add-on, workers, time zones, TLS, encodings.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out express
