#!/usr/bin/env bash
# A command-line tool, recorded by several runs.
# Quick: leaves out the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_check tool
size_at_most 12000000
