#!/usr/bin/env bash
# The same with crun, which wants a version 1 cgroup tree of its own on this kind of machine.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
in_crun_namespace() {
  # shellcheck disable=SC2016
  unshare -m bash -c 'if mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi; exec "$@"' - "$@"
}
in_crun_namespace "$WHITTLE" minify --cache "$LAYERS" --runtime crun --tag whittle-result/crun --artifacts artifacts \
  "${options[@]}" whittle-test/tool
check_image tool whittle-result/crun --security-opt seccomp=artifacts/seccomp.json
