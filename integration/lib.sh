# What scenarios are written with. integration/run gives: WHITTLE, LAYERS (whittle's cache), DOCKER_HOST, and a
# directory of the scenario's own as working directory, removed afterwards.
# shellcheck shell=bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
label=whittle-test-scenario
complaints=0
trap 'forget; [ "$complaints" -eq 0 ] || exit 1' EXIT

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

# A failure that does not keep the rest of the scenario from being tried.
complain() {
  echo "FAIL: $*" >&2
  complaints=$((complaints + 1))
}

skip() {
  echo "$*"
  exit 77
}

# Containers and result images of this scenario.
forget() {
  docker ps -aq --filter "label=$label" | xargs -r docker rm -fv >/dev/null
  # By name: an image of which another was built cannot be removed by its id.
  docker images --format '{{.Repository}}:{{.Tag}}' --filter 'reference=whittle-result/*' | xargs -r docker rmi -f >/dev/null
  # A name that was given anew leaves its former image without one.
  docker image prune --force >/dev/null
}

minify() {
  "$WHITTLE" minify --cache "$LAYERS" "$@"
}

# options=(...) of a sample image: one word a line.
read_options() {
  mapfile -t options < <(grep -v '^#' "$here/images/$1/options")
}

# cut=(...) of a sample image, for the command line behind its name: a recording cut short, and the hold-outs that ask for
# the rest of what its check asks for.
read_cut() {
  # shellcheck disable=SC2034
  mapfile -t cut < <(grep -v '^#' "$here/images/$1/cut")
}

sample_images() {
  local file
  for file in "$here"/images/*/options; do
    basename "$(dirname "$file")"
  done
}

# each_image FUNCTION: FUNCTION NAME for every sample image, in a directory of its name; some at once, since an app is
# started and waited for most of the time.
each_image() {
  local function=$1 name before=$complaints
  local -A running=()
  for name in $(sample_images); do
    while [ "$(jobs -pr | wc -l)" -gt "$(nproc)" ]; do wait -n || true; done
    mkdir -p "$name"
    (cd "$name"; "$function" "$name"; [ "$complaints" -eq "$before" ]) >"$name.told" 2>&1 &
    running[$name]=$!
  done
  for name in $(sample_images); do
    wait "${running[$name]}" || complain "$name: see below"
    cat "$name.told"
  done
}

report() {
  jq -er "$1" "${2:-artifacts}/report.json"
}

# serve IMAGE [DOCKER OPTIONS]: starts it; sets container and address.
serve() {
  local image=$1
  shift
  container=$(docker run -d --label "$label" "$@" "$image")
  address=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' "$container")
}

# A sample image that exposes no port is a command-line tool: its check and hold-outs get a command instead of an address.
is_tool() {
  ! grep -q '^EXPOSE' "$here/images/$1/Dockerfile"
}

# check_image NAME REFERENCE [DOCKER OPTIONS]: the sample image's own check passes in that image.
check_image() {
  local name=$1 reference=$2
  shift 2
  if is_tool "$name"; then
    "$here/images/$name/check" docker run --rm --label "$label" "$@" "$reference"
    return
  fi
  serve "$reference" "$@"
  if ! "$here/images/$name/check" "$address"; then
    docker logs "$container" 2>&1 | tail -n 20 >&2
    fail "the check of $name does not pass in $reference ($*)"
  fi
  docker rm -fv "$container" >/dev/null
}

# minify_and_check NAME [OPTIONS]: by the local engine; its check passes with and without the profile, nothing was
# lost, every entry and the configuration are the source's. Leaves artifacts/ and whittle-result/NAME.
minify_and_check() {
  local name=$1 result=whittle-result/$1
  shift
  read_options "$name"
  minify --tag "$result" --artifacts artifacts "${options[@]}" "$@" "whittle-test/$name"
  check_image "$name" "$result"
  check_image "$name" "$result" --security-opt seccomp=artifacts/seccomp.json
  [ "$(report '.verification.passed')" = true ] || fail "the report says that the proof did not pass"
  [ "$(report '[.losses | .. | numbers] | add // 0')" = 0 ] || fail "events were lost"
  compare_configuration "whittle-test/$name" "$result"
  docker save "whittle-test/$name:latest" -o source.tar
  docker save "$result:latest" -o result.tar
  "$here/compare-metadata" source.tar result.tar artifacts >metadata.json || fail "entries differ from the source's"
  rm source.tar result.tar
}

# ask_holdouts NAME REFERENCE RESULTS [DOCKER OPTIONS]: asks that image what its recording did not; RESULTS gets a line
# "NAME ok" or "NAME FAIL" for each, RESULTS.log the reasons.
ask_holdouts() {
  local name=$1 reference=$2 results=$3 one
  shift 3
  : >"$results.log"
  is_tool "$name" || serve "$reference" "$@"
  for one in $(holdout_names "$name"); do
    if ask_holdout "$name" "$one" "$reference" "$@" >/dev/null 2>>"$results.log"; then
      echo "$one ok"
    else
      echo "$one FAIL"
    fi
  done >"$results"
  is_tool "$name" || { docker logs "$container" 2>&1 | tail -n 20 >>"$results.log"; docker rm -fv "$container" >/dev/null; }
}

ask_holdout() {
  local name=$1 one=$2 reference=$3 holdout=$here/images/$1/holdout pid
  shift 3
  if is_tool "$name"; then
    "$holdout" -n "$one" docker run --rm --label "$label" "$@" "$reference"
    return
  fi
  # One hold-out may have ended the app; that is no failure of the next.
  docker start "$container"
  pid=$(docker inspect -f '{{.State.Pid}}' "$container")
  # In its network namespace, so that what a hold-out serves is at localhost for the app.
  nsenter -t "$pid" -n "$holdout" 127.0.0.1 "$one"
}

holdout_names() {
  [ -f "$here/images/$1/holdout" ] || return 0
  sed -nE 's/^holdout_([a-z0-9_]+)\(\).*/\1/p' "$here/images/$1/holdout"
}

# known_failures NAME SETTING: its hold-outs that are known to fail with that setting of --keep. A line of the file
# images/NAME/holdout.known is: SETTING HOLDOUT REASON...
known_failures() {
  [ -f "$here/images/$1/holdout.known" ] || return 0
  awk -v setting="$2" '$1 == setting { print $2 }' "$here/images/$1/holdout.known"
}

# judge_holdouts NAME SETTING RESULTS: those that fail are those that are known to, and no others.
judge_holdouts() {
  local unexpected fixed
  unexpected=$(awk '$2 != "ok" { print $1 }' "$3" | grep -vxF -f <(known_failures "$1" "$2") || true)
  fixed=$(awk '$2 == "ok" { print $1 }' "$3" | grep -xF -f <(known_failures "$1" "$2") || true)
  [ -z "$unexpected" ] || { cat "$3.log" >&2; complain "$1, $2: failed: ${unexpected//$'\n'/, }"; }
  [ -z "$fixed" ] || complain "$1, $2: known to fail, but passed: ${fixed//$'\n'/, } (images/$1/holdout.known)"
}

# minify_and_hold_out NAME: minified by its options alone, the image does what the recording saw, and what it did not:
# with the default setting of the dial, and all of it with --keep package. Prints a table.
minify_and_hold_out() {
  local name=$1 result=whittle-result/$1 setting
  read_options "$name"
  ask_holdouts "$name" "whittle-test/$name" original
  judge_holdouts "$name" original original
  for setting in closure package; do
    minify --no-verify --keep "$setting" --tag "$result" --artifacts "$setting-artifacts" "${options[@]}" "whittle-test/$name"
    check_image "$name" "$result"
    ask_holdouts "$name" "$result" "$setting"
    [ "$setting" != closure ] ||
      ask_holdouts "$name" "$result" profile --security-opt seccomp=closure-artifacts/seccomp.json
    judge_holdouts "$name" "$setting" "$setting"
  done
  # What a hold-out's calls need in the profile is told, and no failure: the files are the matter here.
  paste -d ' ' original closure package profile |
    awk 'BEGIN { f = "%-20s %-9s %-9s %-9s %s\n"; printf f, "hold-out", "original", "closure", "package", "closure, profile" }
         { printf f, $1, $2, $4, $6, $8 }'
}

# What docker image inspect shows of the configuration stays.
compare_configuration() {
  local fields='.[0].Config | {User, ExposedPorts, Env, Entrypoint, Cmd, Volumes, WorkingDir, StopSignal, Healthcheck, OnBuild, Shell}'
  diff <(docker image inspect "$1" | jq "$fields") <(docker image inspect "$2" | jq "$fields") ||
    fail "the configuration differs"
}

size_at_most() {
  local size
  size=$(report '.result.size')
  echo "size: $size bytes"
  [ "$size" -le "$1" ] || fail "the result has $size bytes, at most $1 were expected"
}

# calls_below N: the profile allows fewer calls, and says of each why.
calls_below() {
  local allowed
  allowed=$(report '.allowed_syscalls')
  echo "system calls: $(report '.allowed_by_reason | tojson'), $allowed in all"
  [ "$allowed" -lt "$1" ] || fail "the profile allows $allowed calls, fewer than $1 were expected"
  [ "$(report '[.allowed_by_reason[]] | add')" = "$allowed" ] || fail "the reasons do not add up to $allowed"
}

# tiny DIR [OPTIONS of tiny/image]: a hand-made OCI layout.
tiny() {
  "$here/tiny/image" "$TINY" "$@"
}

# shows PATTERN COMMAND...: it succeeds, and says something that matches (extended regular expression, any case).
shows() {
  local pattern=$1 said
  shift
  said=$("$@")
  echo "$said"
  grep -qiE "$pattern" <<<"$said" || fail "expected '$pattern' from: $*"
}

# Starts the scenario again with $PWD/cache in memory: for what makes so many files that a disk is not worth it.
cache_in_memory() {
  [ -z "${CACHE_IN_MEMORY-}" ] || return 0
  # shellcheck disable=SC2016
  CACHE_IN_MEMORY=yes exec unshare -m bash -c \
    'mkdir cache && mount -t tmpfs -o size=4g,nr_inodes=3m none cache && bash "$0"; status=$?; umount cache; exit $status' "$0"
}

# expect_error CODE PATTERN COMMAND...: it fails with that exit code; its last words are one line "whittle: ..." that
# matches PATTERN (extended regular expression) and one "hint: ...".
expect_error() {
  local code=$1 pattern=$2 status=0
  shift 2
  "$@" >stdout 2>stderr || status=$?
  echo "$*: exit code $status"
  tail -n 2 stderr
  [ "$status" -eq "$code" ] || complain "the exit code is $status instead of $code"
  tail -n 1 stderr | grep >/dev/null '^hint: .' || complain "no hint"
  grep -v '^hint: ' stderr | tail -n 1 | grep >/dev/null -E "^whittle: .*($pattern)" || complain "no error that tells '$pattern'"
}
