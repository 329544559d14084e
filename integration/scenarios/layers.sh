#!/usr/bin/env bash
# --layers preserve and split: the images work, other tools read them, and images of one base still share its layers.
# Quick: leaves out the verification of the results of one image.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# The comments of the history entries that have a layer.
comments() {
  skopeo inspect --config "oci:$1" | jq -r '.history[] | select(.empty_layer | not) | .comment'
}

read_options flask
docker save whittle-test/flask:latest -o source.tar
for mode in preserve split; do
  minify --artifacts "$mode" "${quick[@]}" --tag "$results/$mode" -o "oci:out:$mode" --layers "$mode" \
    --trace "$(recording flask)" "${options[@]}" whittle-test/flask
  check_image flask "$results/$mode" --security-opt "seccomp=$mode/seccomp.json"
  docker save "$results/$mode:latest" -o result.tar
  "$here/compare-metadata" source.tar result.tar "$mode" >metadata.json || fail "$mode: entries differ from the source's"
  layers=$(skopeo inspect "oci:out:$mode" | jq '.Layers | length')
  [ "$layers" -ge 2 ] || fail "$mode: only $layers layers"
  [ "$(comments "out:$mode" | wc -l)" = "$layers" ] || fail "$mode: the history does not tell of $layers layers"
  umoci unpack --image "out:$mode" "$mode/bundle"
  [ -f "$mode/bundle/rootfs/srv/app/app.py" ] || fail "$mode: umoci does not see the app"
  rm -r result.tar "$mode/bundle"
done
[ "$(report .result.size preserve)" = "$(report .result.size split)" ] || fail "the same files, another size"
comments out:split | grep >/dev/null '^base: ' || fail "no base: $(comments out:split)"
comments out:split | tail -n 1 | grep >/dev/null '^application: ' || fail "no application: $(comments out:split)"

# An image built on another one shares all minified layers of that one.
read_options nginx
printf 'FROM whittle-test/nginx\nRUN echo other >/usr/share/nginx/html/other.html\n' |
  DOCKER_BUILDKIT=0 docker build -q -t "$results/built-on-it" - 2>/dev/null
diff_ids() { docker image inspect "$1" | jq -c '.[0].RootFS.Layers'; }
minify --tag "$results/one" --layers preserve --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
minify --tag "$results/two" --layers preserve "${options[@]}" "$results/built-on-it"
check_image nginx "$results/two"
one=$(diff_ids "$results/one") two=$(diff_ids "$results/two")
jq -en --argjson one "$one" --argjson two "$two" '($two | length) == ($one | length) + 1 and $two[:-1] == $one' >/dev/null ||
  fail "not shared: $one $two"
