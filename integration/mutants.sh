# Functions of scenario mutants: results without one file or one system call that the app needs. Sourced after lib.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154

seed=whittle-mutants-1
# The second is that of an app that hangs until --timeout ends it.
refusal='the new image did not pass the verification|the time limit of the run is over'

# The lines of stdin in an order that depends only on them and the seed.
shuffled() {
  sort -u | shuf --random-source=<(openssl enc -aes-128-ctr -nosalt -pbkdf2 -pass "pass:$seed" </dev/zero 2>/dev/null)
}

# mutant_options NAME: exercises=(...), for the command line after the image's name: all that its check asks for, recorded
# and verified (what images/NAME/cut records, and its hold-outs).
mutant_options() {
  read_cut "$1"
  mapfile -t exercises < <(printf '%s\n' "${cut[@]}" |
    sed 's/^--verify-http$/--http-probe-cmd/; s/^--verify-exec$/--exec/; s/^--verify-host-exec$/--host-exec/')
}

# whole NAME: makes recorded/ and whole.tar, from which its mutants are made: exactly what was used. In the broad form the
# profile would allow most of the removed calls.
whole() {
  minify --no-verify --keep used --profile-form used --compression none --artifacts recorded -o "docker-archive:whole.tar:$results/$1" \
    "whittle-test/$1" "${exercises[@]}" >recorded.log 2>&1
  allowed_calls <recorded/seccomp.json >whole.calls
}

allowed_calls() {
  jq -r '.syscalls[] | select(.action == "SCMP_ACT_ALLOW").names[]' | sort -u
}

# Files that were recorded, or that the loader needs. Others, as package databases and time zones, are not needed.
needed_files() {
  jq -r '.paths[] | select(.kept and .type != "directory" and (.rule | test("^(recorded|elf-.*)$"))).path' recorded/keep.json
}

# without_file PATH: the keep set without it.
without_file() {
  jq -Rrn --arg path "$1" '("{\"path\":" + ($path | tojson) + ",") as $begin
    | inputs | if startswith($begin) then sub("\"kept\":true"; "\"kept\":false") else . end' recorded/keep.json
}

without_call() {
  jq --arg call "$1" 'del(.syscalls[][$call])' recorded/trace.json
}

# needed_calls N: the first N calls of stdin that the profile denies when the trace does not have them. Others are allowed
# for another reason as well.
needed_calls() {
  local left=$1 call
  while [ "$left" -gt 0 ] && read -r call; do
    without_call "$call" >candidate.json
    "$WHITTLE" profile --profile-form used --format docker candidate.json 2>/dev/null | allowed_calls | cmp -s - whole.calls && continue
    echo "$call"
    left=$((left - 1))
  done
}

# choose NAME FILES CALLS: its mutants, one "file PATH" or "call NAME" a line.
choose() {
  needed_files | shuffled | sed -n "1,$2s/^/file /p"
  jq -r '.syscalls[] | to_entries[] | select(.value.phases - ["runtime"] != []).key' recorded/trace.json | shuffled |
    needed_calls "$3" | sed 's/^/call /'
}

# mutate NAME KIND WHAT [OPTION...]: writes mutant.tar, unless the result is refused.
mutate() {
  local name=$1 kind=$2 what=$3
  shift 3
  local from=(--trace recorded/trace.json)
  if [ "$kind" = file ]; then
    without_file "$what" >mutant.keep.json
    from+=(--keep-file mutant.keep.json)
  else
    without_call "$what" >mutant.trace.json
    from=(--trace mutant.trace.json)
  fi
  # shellcheck disable=SC2086
  minify ${MUTANT_OPTIONS-} --timeout 300 --keep used --profile-form used --compression none "${from[@]}" "$@" -o "docker-archive:mutant.tar:$results/$name" \
    "whittle-test/$name" "${exercises[@]}" >said 2>&1
}

# is_whole KIND WHAT: the mutant is what the unchanged recording gives: the same image, and the removed call was repaired.
# Other calls may have been added too.
is_whole() {
  cmp -s whole.tar mutant.tar &&
    { [ "$1" = file ] || grep -qE "^ *repaired +round [0-9]+: syscall $2 " said; }
}

# works NAME KIND WHAT: the image's own check passes in the mutant, under its profile.
works() {
  local profile=recorded/seccomp.json
  # Without a call the profile is another one. Artifacts take time (they have a contract), so they are made only here.
  if [ "$2" = call ]; then
    rm mutant.tar
    profile=mutant/seccomp.json
    mutate "$@" --artifacts mutant || return
  fi
  docker load -qi mutant.tar >/dev/null
  (check_image "$1" "$results/$1" --security-opt seccomp="$profile") >checked 2>&1
}

# verdict NAME KIND WHAT: prints repaired, harmless or refused; anything else is a failure.
verdict() {
  local status=0 how=harmless
  rm -rf mutant mutant.tar
  mutate "$@" || status=$?
  if [ "$status" -ne 0 ]; then
    how=ERROR-$status
    if [ "$status" -eq 1 ] && grep -qE "^whittle: ($refusal)" said; then how=refused; fi
    [ ! -e mutant.tar ] || how=WRITTEN-UNVERIFIED
  else
    ! grep -q '^ *repaired ' said || how=repaired
    is_whole "$2" "$3" || works "$@" || how=BROKEN
  fi
  echo "$how"
}

# mutants NAME FILES CALLS: prints a line "NAME KIND VERDICT SECONDS WHAT" for each mutant. Works in the directory NAME.
mutants() {
  local name=$1 chosen one kind what began how
  mkdir "$name"
  cd "$name" || return
  mutant_options "$name"
  whole "$name" || { sed 's/^/  /' recorded.log >&2; echo "$name recording ERROR 0 -"; return; }
  docker load -qi whole.tar >/dev/null
  (check_image "$name" "$results/$name" --security-opt seccomp=recorded/seccomp.json) ||
    { echo "$name whole BROKEN 0 -"; return; }
  mapfile -t chosen < <(choose "$@")
  for one in "${chosen[@]}"; do
    kind=${one%% *} what=${one#* }
    began=$SECONDS
    how=$(verdict "$name" "$kind" "$what")
    case $how in *[A-Z]*) { echo "$name: $kind $what: $how"; tail -n 30 said checked 2>/dev/null; } >&2 ;; esac
    echo "$name $kind $how $((SECONDS - began)) $what"
  done
}
