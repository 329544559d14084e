#!/usr/bin/env bash
# A recording cut short (one request of several, --keep used): what the proof's hold-outs need comes back in at most
# three rounds; without rounds it is refused.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# repaired NAME OPTIONS...: the image's own check passes in what comes of it, under the profile.
repaired() {
  local name=$1 result=whittle-result/$1
  shift
  expect_error 1 'does not pass its proof' minify --keep used --repair-rounds 0 --tag "whittle-result/unrepaired" \
    "$@" "whittle-test/$name"
  ! docker image inspect whittle-result/unrepaired >/dev/null 2>&1 || complain "$name: handed out unrepaired"
  minify --keep used --tag "$result" --artifacts "$name" "$@" "whittle-test/$name"
  [ "$(report .verification.passed "$name")" = true ] || complain "$name: not proven"
  [ "$(report '.verification.rounds | length' "$name")" -le 4 ] || complain "$name: too many rounds"
  report '.verification.repairs[0].evidence' "$name" >/dev/null || complain "$name: nothing was repaired"
  check_image "$name" "$result" --security-opt "seccomp=$name/seccomp.json"
  jq -c '.verification.rounds[] | {passed, missing: (.missing | length), seconds, container_seconds, repair_seconds}' "$name/report.json"
}

repaired nginx --http-probe-cmd / --verify-http /style.css --verify-http /home.html --verify-http /robots.txt \
  --verify-http /logo.png --verify-http /missing
shows 'repaired.*during GET :80/style.css' "$WHITTLE" explain nginx /usr/share/nginx/html/style.css
jq -e '.files["/usr/share/nginx/html/style.css"] == null' nginx/trace.json >/dev/null || complain "a hold-out was recorded"

repaired flask --http-probe-cmd / --verify-http /note --verify-http /who \
  --verify-host-exec "curl -sSf -H 'Content-Type: application/json' -d '[3]' http://127.0.0.1:8000/sum"

repaired express --http-probe-cmd / --verify-http /hello/world --verify-http /late --verify-http /missing \
  --verify-host-exec "curl -sSf -H 'Content-Type: application/json' -d {} http://127.0.0.1:3000/echo"

repaired redis --host-exec 'redis-cli -h 127.0.0.1 set first 1' --verify-host-exec 'redis-cli -h 127.0.0.1 save' \
  --verify-host-exec 'redis-cli -h 127.0.0.1 eval "return redis.call(\"incr\", KEYS[1])" 1 counter' \
  --verify-host-exec 'redis-cli -h 127.0.0.1 info'
