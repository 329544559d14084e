#!/usr/bin/env bash
# A database: extensions, time zones, text search, encodings, collations, languages.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out postgres
