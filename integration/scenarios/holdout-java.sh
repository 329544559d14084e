#!/usr/bin/env bash
# A Java service: jars that were not opened, time zones, TLS, encodings, fonts, an image format.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out java
