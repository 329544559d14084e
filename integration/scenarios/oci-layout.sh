#!/usr/bin/env bash
# From one OCI layout to another; skopeo and umoci read the result, and it runs.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options nginx
skopeo copy -q --src-daemon-host "$DOCKER_HOST" docker-daemon:whittle-test/nginx:latest oci:source:latest
minify "${quick[@]}" -o oci:result:small --artifacts artifacts --trace "$(recording nginx)" "${options[@]}" oci:source:latest

skopeo inspect oci:result:small | jq -e '.Layers | length == 1'
skopeo inspect oci:result:small | jq -re .Digest | grep >/dev/null -x "$(report .result.manifest_digest)"
umoci stat --image result:small --json | jq -e '.history | length >= 1' >/dev/null
umoci unpack --image result:small bundle
bundle/rootfs/usr/sbin/nginx -v 2>/dev/null || [ -x bundle/rootfs/usr/sbin/nginx ]
[ "$(stat -c %a bundle/rootfs/usr/local/bin/id-as-root)" = 4755 ]

skopeo copy -q --dest-daemon-host "$DOCKER_HOST" oci:result:small "docker-daemon:$results/layout:latest"
check_image nginx "$results/layout" --security-opt seccomp=artifacts/seccomp.json
