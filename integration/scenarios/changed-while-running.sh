#!/usr/bin/env bash
# Files that the run read and then changed or deleted are in the new image unchanged; files that it wrote are not.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

script='cat /etc/debian_version /usr/share/sample/numbers.json; rm /etc/debian_version
        echo changed >/usr/share/sample/numbers.json; echo new >/etc/whittle-made'
minify -o "docker-archive:result.tar:$results/changed:latest" --artifacts artifacts --entrypoint sh whittle-test/tool -- -c "$script"
docker save whittle-test/tool:latest -o source.tar
"$here/compare-metadata" source.tar result.tar artifacts
docker load -q -i result.tar
docker create --label "$label" --name whittle-test-changed "$results/changed" >/dev/null
docker cp whittle-test-changed:/etc/debian_version - >/dev/null || fail "a deleted file is missing"
docker cp whittle-test-changed:/usr/share/sample/numbers.json - | tar -xO | grep >/dev/null numbers
! docker cp whittle-test-changed:/etc/whittle-made - >/dev/null 2>&1 || fail "a file that the run made is in the image"
