#!/usr/bin/env bash
# Arguments, environment, user, working directory, volumes and host name are applied to the container.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

mkdir volume
echo '"from a volume"' >volume/input.json
echo 'FROM_FILE=file' >variables
# shellcheck disable=SC2016
minify --artifacts artifacts --entrypoint sh --env GIVEN=env --env-file variables --user nobody --workdir /usr/share/sample \
  --volume "$PWD/volume:/mnt:ro" --hostname whittled whittle-test/tool \
  -- -c 'id -un; pwd; echo "$GIVEN $FROM_FILE"; hostname; jq . /mnt/input.json numbers.json; ls /sys/class/net'
for line in nobody /usr/share/sample 'env file' whittled '"from a volume"' lo; do
  grep -qxF "$line" artifacts/container.log || fail "no '$line' in: $(cat artifacts/container.log)"
done
! grep -qx eth0 artifacts/container.log
