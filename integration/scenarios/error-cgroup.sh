#!/usr/bin/env bash
# A cgroup layout that the runtime refuses is named as such.
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
