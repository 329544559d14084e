# Functions for scenarios. integration/run sets WHITTLE, LAYERS (whittle's cache), TIER (quick or full), RECORDINGS, TINY
# and DOCKER_HOST, and gives each scenario a working directory and a TMPDIR of its own, which it removes afterwards.
# shellcheck shell=bash
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
scenario=$(basename "$0" .sh)
# Of each container that a scenario starts.
label=whittle-test=$scenario
# Each image that a scenario makes is called $results/NAME.
results=whittle-result/$scenario
complaints=0
trap 'forget; [ "$complaints" -eq 0 ] || exit 1' EXIT

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

# A failure after which the rest of the scenario still runs.
complain() {
  echo "FAIL: $*" >&2
  complaints=$((complaints + 1))
}

skip() {
  echo "$*"
  exit 77
}

# True when the scenario runs with all that it has, and not in its quick form.
full() {
  [ "${TIER-full}" = full ]
}

# quick=(...): the options by which a quick form leaves out the verification.
# shellcheck disable=SC2034
if full; then quick=(); else quick=(--no-verify); fi

# Removes the containers and images of this scenario.
forget() {
  docker ps -aq --filter "label=$label" | xargs -r docker rm -fv >/dev/null
  # By name: an image of which another was built cannot be removed by its id.
  docker images --format '{{.Repository}}:{{.Tag}}' --filter "reference=$results/*" | xargs -r docker rmi -f >/dev/null
}

minify() {
  "$WHITTLE" minify --cache "$LAYERS" "$@"
}

# minify_into DIRECTORY OPTION...: minify --artifacts DIRECTORY; in the quick form without the contract, which takes most of the
# time. Without artifacts no contract is made, so there the first run only verifies, and the second writes the same again.
minify_into() {
  local directory=$1
  shift
  if full; then
    minify --artifacts "$directory" "$@"
  else
    minify "$@"
    minify --no-verify --artifacts "$directory" "$@"
  fi
}

# options=(...) of a sample image: one word a line.
read_options() {
  mapfile -t options < <(grep -v '^#' "$here/images/$1/options")
}

# recording NAME: prints the path of a trace of that sample image, recorded with its options. It is made once a suite:
# scenarios whose subject is not the recording share it (minify --trace).
recording() {
  local directory=$RECORDINGS/$1
  (
    flock 8
    [ ! -f "$directory/trace.json" ] || exit 0
    read_options "$1"
    minify --no-verify --artifacts "$directory" "${options[@]}" "whittle-test/$1" >"$directory.log" 2>&1 ||
      { cat "$directory.log" >&2; exit 1; }
  ) 8>"$directory.lock" || fail "no recording of $1"
  echo "$directory/trace.json"
}

# cut=(...) of a sample image, for the command line after its name: a short recording, and the hold-outs that ask for
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

# each_image FUNCTION NAME...: FUNCTION NAME for every sample image, in the quick form only for those named, each in a
# directory of its name. Several at a time, because most of the time is spent waiting for apps.
each_image() {
  local function=$1 name before=$complaints
  local -A running=()
  shift
  # shellcheck disable=SC2046
  ! full || set -- $(sample_images)
  for name in "$@"; do
    while [ "$(jobs -pr | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
    mkdir -p "$name"
    (cd "$name"; "$function" "$name"; [ "$complaints" -eq "$before" ]) >"$name.log" 2>&1 &
    running[$name]=$!
  done
  for name in "$@"; do
    wait "${running[$name]}" || complain "$name: see below"
    cat "$name.log"
  done
}

report() {
  jq -er "$1" "${2:-artifacts}/report.json"
}

# serve IMAGE [DOCKER OPTION...]: starts a container of it; sets container and address.
serve() {
  local image=$1
  shift
  container=$(docker run -d --label "$label" "$@" "$image")
  address=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' "$container")
}

# A sample image that exposes no port is a command-line tool. Its check and hold-outs get a command instead of an address.
is_tool() {
  ! grep -q '^EXPOSE' "$here/images/$1/Dockerfile"
}

# check_image NAME REFERENCE [DOCKER OPTION...]: the check of sample image NAME passes in the image REFERENCE.
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

# minify_and_check NAME [OPTION...]: minifies a sample image of the engine, in the quick form without a contract. Its check passes
# with and without the profile, no event was lost, all entries and the configuration are those of the source. Leaves
# artifacts/ and $results/NAME.
minify_and_check() {
  local name=$1 result=$results/$1
  shift
  read_options "$name"
  minify_into artifacts --tag "$result" --trace "$(recording "$name")" "${options[@]}" "$@" "whittle-test/$name"
  ! full || [ "$(report '.verification.passed')" = true ] || fail "the report says that the verification did not pass"
  check_image "$name" "$result"
  check_image "$name" "$result" --security-opt seccomp=artifacts/seccomp.json
  [ "$(report '[.losses | .. | numbers] | add // 0')" = 0 ] || fail "events were lost"
  compare_configuration "whittle-test/$name" "$result"
  docker save "whittle-test/$name:latest" -o source.tar
  docker save "$result:latest" -o result.tar
  "$here/compare-metadata" source.tar result.tar artifacts >metadata.json || fail "entries differ from the source's"
  rm source.tar result.tar
}

# ask_holdouts NAME REFERENCE FILE [DOCKER OPTION...]: runs the hold-outs of sample image NAME against the image REFERENCE.
# Writes a line "HOLDOUT ok" or "HOLDOUT FAIL" for each to FILE, and the reasons to FILE.log.
ask_holdouts() {
  local name=$1 reference=$2 file=$3 one
  shift 3
  : >"$file.log"
  is_tool "$name" || serve "$reference" "$@"
  for one in $(holdout_names "$name"); do
    if ask_holdout "$name" "$one" "$reference" "$@" >/dev/null 2>>"$file.log"; then
      echo "$one ok"
    else
      echo "$one FAIL"
    fi
  done >"$file"
  is_tool "$name" || { docker logs "$container" 2>&1 | tail -n 20 >>"$file.log"; docker rm -fv "$container" >/dev/null; }
}

ask_holdout() {
  local name=$1 one=$2 reference=$3 holdout=$here/images/$1/holdout pid
  shift 3
  if is_tool "$name"; then
    "$holdout" -n "$one" docker run --rm --label "$label" "$@" "$reference"
    return
  fi
  # The hold-out before may have ended the app. Only that one fails then.
  docker start "$container"
  pid=$(docker inspect -f '{{.State.Pid}}' "$container")
  # In its network namespace, so that what a hold-out serves is at localhost for the app.
  nsenter -t "$pid" -n "$holdout" 127.0.0.1 "$one"
}

holdout_names() {
  [ -f "$here/images/$1/holdout" ] || return 0
  sed -nE 's/^holdout_([a-z0-9_]+)\(\).*/\1/p' "$here/images/$1/holdout"
}

# known_failures NAME SETTING: the hold-outs that are known to fail with that setting of --keep. A line of
# images/NAME/holdout.known is: SETTING HOLDOUT REASON...
known_failures() {
  [ -f "$here/images/$1/holdout.known" ] || return 0
  awk -v setting="$2" '$1 == setting { print $2 }' "$here/images/$1/holdout.known"
}

# judge_holdouts NAME SETTING FILE: exactly the known hold-outs fail. FILE is of ask_holdouts.
judge_holdouts() {
  local unexpected fixed
  unexpected=$(awk '$2 != "ok" { print $1 }' "$3" | grep -vxF -f <(known_failures "$1" "$2") || true)
  fixed=$(awk '$2 == "ok" { print $1 }' "$3" | grep -xF -f <(known_failures "$1" "$2") || true)
  [ -z "$unexpected" ] || { cat "$3.log" >&2; complain "$1, $2: failed: ${unexpected//$'\n'/, }"; }
  [ -z "$fixed" ] || complain "$1, $2: known to fail, but passed: ${fixed//$'\n'/, } (images/$1/holdout.known)"
}

# minify_and_hold_out NAME: minified by its options alone, the image does what was recorded and passes its hold-outs: but for
# the known ones with the default of --keep, all of them with --keep package. Prints a table.
minify_and_hold_out() {
  local name=$1 result=$results/$1 setting
  read_options "$name"
  ask_holdouts "$name" "whittle-test/$name" original
  judge_holdouts "$name" original original
  for setting in closure package; do
    minify --no-verify --keep "$setting" --tag "$result" --artifacts "$setting-artifacts" --trace "$(recording "$name")" \
      "${options[@]}" "whittle-test/$name"
    check_image "$name" "$result"
    ask_holdouts "$name" "$result" "$setting"
    [ "$setting" != closure ] ||
      ask_holdouts "$name" "$result" profile --security-opt seccomp=closure-artifacts/seccomp.json
    judge_holdouts "$name" "$setting" "$setting"
  done
  # A hold-out that fails under the profile is shown, and is not a failure: this is about files.
  paste -d ' ' original closure package profile |
    awk 'BEGIN { f = "%-20s %-9s %-9s %-9s %s\n"; printf f, "hold-out", "original", "closure", "package", "closure, profile" }
         { printf f, $1, $2, $4, $6, $8 }'
}

# compare_configuration IMAGE RESULT: docker image inspect shows the same configuration.
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

# calls_below N: after minify_and_check, the profile of what was used allows fewer calls; the broad one none with power that
# no run made. Both have a reason for each.
calls_below() {
  local allowed
  "$WHITTLE" profile --profile-form used --format docker artifacts >used.seccomp.json
  allowed=$(jq '[.syscalls[] | select(.action == "SCMP_ACT_ALLOW").names[]] | unique | length' used.seccomp.json)
  echo "system calls: $allowed by what was used; $(report '.allowed_by_reason | tojson')"
  [ "$allowed" -lt "$1" ] || fail "the profile allows $allowed calls, fewer than $1 were expected"
  allowed=$(report '.allowed_syscalls')
  [ "$(report '[.allowed_by_reason[]] | add')" = "$allowed" ] || fail "the reasons do not add up to $allowed"
  jq -e '.profile.allowed < .docker_default.allowed and (.profile.with_power | length) < (.docker_default.with_power | length)' \
    artifacts/report.json || fail "the profile allows as much as Docker's: $(report '[.profile, .docker_default] | tojson')"
}

# tiny DIRECTORY [OPTION of tiny/image...]: writes an OCI layout.
tiny() {
  "$here/tiny/image" "$TINY" "$@"
}

# shows PATTERN COMMAND...: it succeeds and prints something that matches (extended regular expression, any case).
shows() {
  local pattern=$1 said
  shift
  said=$("$@")
  echo "$said"
  grep -qiE "$pattern" <<<"$said" || fail "expected '$pattern' from: $*"
}

# Starts the scenario again with $PWD/cache in memory, for one that writes very many files.
cache_in_memory() {
  [ -z "${CACHE_IN_MEMORY-}" ] || return 0
  # shellcheck disable=SC2016
  CACHE_IN_MEMORY=yes exec unshare -m bash -c \
    'mkdir cache && mount -t tmpfs -o size=4g,nr_inodes=3m none cache && bash "$0"; status=$?; umount cache; exit $status' "$0"
}

# Runs a command where crun finds a version 1 cgroup tree only, which it needs on machines that have both versions.
in_crun_namespace() {
  # shellcheck disable=SC2016
  unshare -m bash -c 'if mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi; exec "$@"' - "$@"
}

# expect_error CODE PATTERN COMMAND...: it fails with that exit code, and its last lines are "whittle: ...", which matches
# PATTERN (extended regular expression), and "hint: ...".
expect_error() {
  local code=$1 pattern=$2 status=0
  shift 2
  "$@" >stdout 2>stderr || status=$?
  echo "$*: exit code $status"
  tail -n 2 stderr
  [ "$status" -eq "$code" ] || complain "the exit code is $status instead of $code"
  tail -n 1 stderr | grep >/dev/null '^hint: .' || complain "no hint"
  grep -v '^hint: ' stderr | tail -n 1 | grep >/dev/null -E "^whittle: .*($pattern)" || complain "no error that matches '$pattern'"
}
