#!/usr/bin/env bash
# A Node service, the largest sample.
# Quick: none of it: the largest sample takes a minute; image-flask is of the same kind.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check express
size_at_most 130000000
