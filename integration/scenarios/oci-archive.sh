#!/usr/bin/env bash
# From an oci-archive with uncompressed layers to a docker-archive and the engine in one run.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
skopeo copy -q --src-daemon-host "$DOCKER_HOST" docker-daemon:whittle-test/tool:latest oci-archive:source.tar:latest
minify -o "docker-archive:result.tar:$results/archive:latest" --tag "$results/tag" --trace "$(recording tool)" \
  "${options[@]}" oci-archive:source.tar:latest
check_image tool "$results/tag"
docker rmi -f "$results/tag" >/dev/null
docker load -q -i result.tar
check_image tool "$results/archive"
