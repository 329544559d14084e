#!/usr/bin/env bash
# Static sites behind nginx: pages, a second site, compressed files, a module, an error page.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out site
