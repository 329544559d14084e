#!/usr/bin/env bash
# A docker-archive that ends early, is empty, or has a layer with another digest.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

docker save whittle-test/tool:latest -o good.tar
head -c 50000000 good.tar >short.tar
expect_error 1 'short.tar|truncated' minify --artifacts artifacts docker-archive:short.tar
head -c 0 /dev/null >empty.tar
expect_error 1 'empty.tar' minify --artifacts artifacts docker-archive:empty.tar
cp good.tar flipped.tar
dd if=/dev/urandom of=flipped.tar bs=1M seek=100 count=1 conv=notrunc status=none
expect_error 1 'damaged|digest|diff_id|corrupt' "$WHITTLE" minify --cache "$PWD/cache" --artifacts artifacts \
  docker-archive:flipped.tar
