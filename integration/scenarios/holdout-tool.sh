#!/usr/bin/env bash
# A command-line tool: its own modules and documents.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out tool
