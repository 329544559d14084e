#!/usr/bin/env bash
# A Node service: the largest of the samples.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check express
size_at_most 130000000
