#!/usr/bin/env bash
# A PHP site under Apache: autoload, extensions, time zones, TLS, encodings, image formats.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out php
