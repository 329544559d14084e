#!/usr/bin/env bash
# zstd layers in and out, as oci-archive.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
skopeo copy -q --src-daemon-host "$DOCKER_HOST" --dest-compress-format zstd \
  docker-daemon:whittle-test/tool:latest oci:source:latest
minify -o oci-archive:result.tar:small --artifacts artifacts --compression zstd "${options[@]}" oci:source:latest

mkdir result
tar -C result -xf result.tar
grep -rqs 'layer.v1.tar+zstd' result/blobs/sha256 || fail "the new layer is not zstd"
skopeo copy -q --dest-daemon-host "$DOCKER_HOST" oci-archive:result.tar:small docker-daemon:whittle-result/zstd:latest
check_image tool whittle-result/zstd --security-opt seccomp=artifacts/seccomp.json
