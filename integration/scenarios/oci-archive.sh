#!/usr/bin/env bash
# From an oci-archive with uncompressed layers, into a docker-archive and into the engine at once.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
skopeo copy -q --src-daemon-host "$DOCKER_HOST" docker-daemon:whittle-test/tool:latest oci-archive:source.tar:latest
minify -o docker-archive:result.tar:whittle-result/archive:latest --tag whittle-result/tag "${options[@]}" \
  oci-archive:source.tar:latest
check_image tool whittle-result/tag
docker rmi -f whittle-result/tag >/dev/null
docker load -q -i result.tar
check_image tool whittle-result/archive
