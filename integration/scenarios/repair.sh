#!/usr/bin/env bash
# From a recording of one request of several (--keep used), the files that the hold-outs need are repaired in at most three
# rounds, and then the image's own check passes. Without rounds the result is refused.
# Quick: leaves out all images but nginx and tool.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# repaired NAME: minifies with images/NAME/cut; leaves artifacts/.
repaired() {
  local name=$1 result="$results/$1"
  read_cut "$name"
  expect_error 1 'did not pass the verification' minify --repair-rounds 0 --tag "$results/unrepaired-$name" "whittle-test/$name" \
    --keep used "${cut[@]}"
  ! docker image inspect "$results/unrepaired-$name" >/dev/null 2>&1 || complain "$name: written without the repairs"
  minify --tag "$result" --artifacts artifacts "whittle-test/$name" --keep used "${cut[@]}" ||
    { complain "$name: not repaired"; return; }
  [ "$(report .verification.passed)" = true ] || complain "$name: the verification did not pass"
  [ "$(report '.verification.rounds | length')" -le 4 ] || complain "$name: too many rounds"
  report '.verification.repairs[0].evidence' >/dev/null || complain "$name: nothing was repaired"
  jq -e '[.verification.exercises[] | select(.hold_out)] | length >= 2 and all(.passed)' artifacts/report.json >/dev/null ||
    complain "$name: there are fewer than two hold-outs, or one fails"
  (check_image "$name" "$result" --security-opt "seccomp=artifacts/seccomp.json") || complain "$name: its check does not pass"
  jq -c '.verification.rounds[] | {passed, missing: (.missing | length), seconds, container_seconds, repair_seconds}' artifacts/report.json
}

each_image repaired nginx tool
shows 'repaired.*during GET :80/style.css' "$WHITTLE" explain nginx/artifacts /usr/share/nginx/html/style.css
jq -e '.files["/usr/share/nginx/html/style.css"] == null' nginx/artifacts/trace.json >/dev/null || complain "a hold-out was recorded"
