#!/usr/bin/env bash
# An image of 127 layers: a path comes from the highest layer that has it.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

tiny deep --layers 127 --command show /layers/1 /layers/126 /layers/top
minify --keep used -o oci:out:small --artifacts artifacts oci:deep:latest
grep -qx 'layer 126' artifacts/container.log
umoci unpack --image out:small bundle
[ "$(cat bundle/rootfs/layers/top)" = 'layer 126' ]
[ ! -e bundle/rootfs/layers/60 ]
