#!/usr/bin/env bash
# Without options, GET / on the exposed port is the exercise. From and to a docker-archive.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

docker save whittle-test/nginx:latest -o source.tar
minify "${quick[@]}" -o "docker-archive:result.tar:$results/plain:latest" --artifacts artifacts docker-archive:source.tar
docker load -q -i result.tar
serve "$results/plain" --security-opt seccomp=artifacts/seccomp.json
curl -sSf --retry 20 --retry-connrefused --retry-delay 1 "http://$address/" | grep >/dev/null 'It works'
"$here/compare-metadata" source.tar result.tar artifacts
