#!/usr/bin/env bash
# A PSGI service: late requires, time zones, TLS, encodings, an image format.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out perl
