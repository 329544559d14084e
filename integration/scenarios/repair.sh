#!/usr/bin/env bash
# Of each image a recording cut short (one request of several, --keep used): what the proof's hold-outs need comes back
# in at most three rounds, so that the image's own check passes; without rounds it is refused.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# repaired NAME: by images/NAME/cut; leaves artifacts.
repaired() {
  local name=$1 result=whittle-result/$1
  read_cut "$name"
  expect_error 1 'did not pass the verification' minify --repair-rounds 0 --tag "whittle-result/unrepaired-$name" "whittle-test/$name" \
    --keep used "${cut[@]}"
  ! docker image inspect "whittle-result/unrepaired-$name" >/dev/null 2>&1 || complain "$name: handed out unrepaired"
  minify --tag "$result" --artifacts artifacts "whittle-test/$name" --keep used "${cut[@]}" ||
    { complain "$name: not repaired"; return; }
  [ "$(report .verification.passed)" = true ] || complain "$name: not proven"
  [ "$(report '.verification.rounds | length')" -le 4 ] || complain "$name: too many rounds"
  report '.verification.repairs[0].evidence' >/dev/null || complain "$name: nothing was repaired"
  jq -e '[.verification.exercises[] | select(.hold_out)] | length >= 2 and all(.passed)' artifacts/report.json >/dev/null ||
    complain "$name: a hold-out does not pass, so it tells nothing"
  (check_image "$name" "$result" --security-opt "seccomp=artifacts/seccomp.json") || complain "$name: its check does not pass"
  jq -c '.verification.rounds[] | {passed, missing: (.missing | length), seconds, container_seconds, repair_seconds}' artifacts/report.json
}

each_image repaired
shows 'repaired.*during GET :80/style.css' "$WHITTLE" explain nginx/artifacts /usr/share/nginx/html/style.css
jq -e '.files["/usr/share/nginx/html/style.css"] == null' nginx/artifacts/trace.json >/dev/null || complain "a hold-out was recorded"
