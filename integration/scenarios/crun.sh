#!/usr/bin/env bash
# A tool recorded and verified with crun.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
in_crun_namespace "$WHITTLE" minify --cache "$LAYERS" --runtime crun --tag "$results/crun" --artifacts artifacts \
  "${options[@]}" whittle-test/tool
check_image tool "$results/crun" --security-opt seccomp=artifacts/seccomp.json
