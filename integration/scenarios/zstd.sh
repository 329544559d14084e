#!/usr/bin/env bash
# From zstd layers to zstd layers, in an oci-archive.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
skopeo copy -q --src-daemon-host "$DOCKER_HOST" --dest-compress-format zstd \
  docker-daemon:whittle-test/tool:latest oci:source:latest
minify "${quick[@]}" -o oci-archive:result.tar:small --artifacts artifacts --compression zstd --trace "$(recording tool)" "${options[@]}" oci:source:latest

mkdir result
tar -C result -xf result.tar
grep -rqs 'layer.v1.tar+zstd' result/blobs/sha256 || fail "the new layer is not zstd"
# The engine does not read zstd layers, so it imports the unpacked layer.
skopeo inspect --raw oci-archive:result.tar:small | jq -re '.layers[0].digest[7:]' >digest
zstd -dcq "result/blobs/sha256/$(cat digest)" | docker import --change 'ENTRYPOINT ["jq"]' - "$results/zstd" >/dev/null
check_image tool "$results/zstd" --security-opt seccomp=artifacts/seccomp.json
