#!/usr/bin/env bash
# A command-line tool whose formats are plugins.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out imagemagick
