#!/usr/bin/env bash
# When the runtime refuses the cgroup layout, the message says so.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny good
refusing() {
  # shellcheck disable=SC2016
  unshare -m bash -c 'umount -R /sys/fs/cgroup && mount -t tmpfs none /sys/fs/cgroup && exec "$@"' - \
    "$WHITTLE" minify --cache "$LAYERS" -o oci:out:small oci:good:latest
}
expect_error 1 'cgroup' refusing
