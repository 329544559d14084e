#!/usr/bin/env bash
# A Sinatra service: late requires, autoload, time zones, TLS, encodings.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out ruby
