#!/usr/bin/env bash
# A database in one program: commands that were not recorded.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out redis
