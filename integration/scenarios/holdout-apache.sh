#!/usr/bin/env bash
# Apache with the modules of its configuration: languages, includes, lists, https, an error page.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out apache
