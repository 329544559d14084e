#!/usr/bin/env bash
# whittle verify runs two images the same way: exit code 0 if they do the same, 3 with the differences side by side.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

verify() {
  "$WHITTLE" verify --cache "$LAYERS" "$@"
}

read_options nginx
minify --tag "$results/nginx" --artifacts artifacts --no-verify --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
asked=(--http-probe-cmd / --http-probe-cmd /style.css --http-probe-cmd /missing)
shows 'same' verify "${asked[@]}" --seccomp artifacts/seccomp.json whittle-test/nginx "$results/nginx"
verify --json "${asked[@]}" whittle-test/nginx "$results/nginx" >same.json
jq -e '.passed and (.exercises | length) == 3 and .differences == []' same.json >/dev/null || complain "JSON of the same"

# An answer with status 200 and another page.
printf 'FROM %s/nginx\nCOPY index.html /usr/share/nginx/html/index.html\n' "$results" >Dockerfile
docker run --rm --label "$label" --entrypoint cat whittle-test/nginx /usr/share/nginx/html/index.html |
  sed 's/It works/It does not/' >index.html
docker build -q -t "$results/other" . >/dev/null
expect_error 3 'GET :80/: body, line [0-9]+: .*It does not.*original: .*It works' \
  verify "${asked[@]}" whittle-test/nginx "$results/other"
grep >/dev/null 'original  .*It works' stdout || complain "the original's line is not shown: $(cat stdout)"
grep >/dev/null 'result    .*It does not' stdout || complain "the result's line is not shown: $(cat stdout)"
verify --json "${asked[@]}" whittle-test/nginx "$results/other" >other.json 2>/dev/null && complain "it says that they are the same"
jq -e '.passed == false and (.differences | length) == 1' other.json >/dev/null || complain "JSON of the others: $(cat other.json)"

# Another image, which ends at once; and a call that the profile denies, which is named. That app hangs, so one request is
# enough.
expect_error 3 'differ|does not do' verify "${asked[@]}" whittle-test/nginx whittle-test/tool
jq 'del(.syscalls[].names[] | select(. == "accept4" or . == "accept"))' artifacts/seccomp.json >narrow.json
expect_error 3 'does not do' verify --http-probe-cmd / --seccomp narrow.json whittle-test/nginx "$results/nginx"
grep >/dev/null 'denied.*accept' stdout || complain "the denied call is not named: $(cat stdout)"

expect_error 1 'seccomp profile' verify --seccomp Dockerfile whittle-test/nginx "$results/nginx"
expect_error 1 'no such image|not.*found|cannot' verify whittle-test/nginx "$results/nowhere"
expect_error 2 'RESULT' verify whittle-test/nginx
