#!/usr/bin/env bash
# A Django site: late imports, time zones, TLS, encodings, languages, image formats, static files.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out python
