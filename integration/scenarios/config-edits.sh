#!/usr/bin/env bash
# --new-* and --remove-* change the new image's config and nothing else; SOURCE_DATE_EPOCH; --require-smaller.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options nginx
SOURCE_DATE_EPOCH=1600000000 minify --tag "$results/edited" -o oci:edited:latest \
  --trace "$(recording nginx)" "${options[@]}" --new-cmd '["nginx", "-g", "daemon off; lock_file /tmp/lock;"]' --new-env SITE_NAME=127.0.0.1 --new-env ADDED='a b' \
  --new-label org.example.team=web --new-workdir /usr/share/nginx/html --remove-expose 80 \
  --compression gzip:9 whittle-test/nginx
check_image nginx "$results/edited"

inspect() { docker image inspect "$results/edited" | jq -ec ".[0] | $1"; }
inspect '.Config.Cmd == ["nginx", "-g", "daemon off; lock_file /tmp/lock;"]'
inspect '.Config.Env | contains(["SITE_NAME=127.0.0.1", "ADDED=a b"])'
inspect '.Config.Labels == {"org.example.team": "web"}'
inspect '.Config.WorkingDir == "/usr/share/nginx/html" and (.Config.ExposedPorts // {}) == {}'
inspect '.Config.Entrypoint == ["/docker-entrypoint.sh"] and .Config.StopSignal == "SIGQUIT"'
inspect '.Created == "2020-09-13T12:26:40Z"'
layer=$(skopeo inspect --raw oci:edited:latest | jq -re '.layers[0].digest[7:]')
zcat "edited/blobs/sha256/$layer" | tar -tv --full-time >entries
! awk '$4 > "2020-09-13"' entries | grep . || fail "these are newer than SOURCE_DATE_EPOCH"
awk '$4 ~ /^2001-02-03/' entries | grep >/dev/null robots.txt || fail "an older time was changed"

# Errors: removing or using something that the image does not have.
target=(-o oci:out:x --host-exec true)
expect_error 2 'no variable SITE_NAM' minify "${target[@]}" --remove-env SITE_NAM whittle-test/nginx
grep -qx 'hint: did you mean SITE_NAME?' stderr || complain "no nearest word"
expect_error 2 'no exposed port 81' minify "${target[@]}" --remove-expose 81 whittle-test/nginx
expect_error 2 'no volume /data' minify "${target[@]}" --remove-volume /data whittle-test/nginx
expect_error 1 'no directory /nowhere' minify "${target[@]}" --new-workdir /nowhere whittle-test/nginx
expect_error 1 'no program /usr/bin/git' minify "${target[@]}" --new-entrypoint /usr/bin/git whittle-test/nginx
expect_error 2 'needs NAME=VALUE' minify "${target[@]}" --new-env NAME whittle-test/nginx
expect_error 2 'zstd: "23"' minify "${target[@]}" --compression zstd:23 whittle-test/nginx
expect_error 2 'did you mean|preserv' minify "${target[@]}" --layers preserv whittle-test/nginx
SOURCE_DATE_EPOCH=yesterday expect_error 2 'SOURCE_DATE_EPOCH' minify "${target[@]}" whittle-test/nginx

# Minifying a result again does not make it smaller.
tiny source --command show /etc/motd
minify -o oci:small:latest oci:source:latest
minify -o oci:again:latest --artifacts artifacts oci:small:latest
report '.warnings | any(test("not smaller"))'
expect_error 3 'new image .* bytes.*original .* bytes' minify -o oci:out:x --require-smaller oci:small:latest
[ ! -e out ] || fail "an output was made"
