# What scenario mutants is made of: results that lack one file or one system call on purpose. After lib.sh.
# shellcheck shell=bash
# shellcheck disable=SC2154

seed=whittle-mutants-1
# The second: it hangs, and --timeout ends it.
refusal='the new image did not pass the verification|the time limit of the run is over'

# The lines of stdin in an order that depends on them and on the seed alone.
shuffled() {
  sort -u | shuf --random-source=<(openssl enc -aes-128-ctr -nosalt -pbkdf2 -pass "pass:$seed" </dev/zero 2>/dev/null)
}

# mutant_options NAME: exercises=(...), behind the image's name, that ask in recording and proof for all that its check
# asks for: what images/NAME/cut records, and what it holds out.
mutant_options() {
  read_cut "$1"
  mapfile -t exercises < <(printf '%s\n' "${cut[@]}" |
    sed 's/^--verify-http$/--http-probe-cmd/; s/^--verify-exec$/--exec/; s/^--verify-host-exec$/--host-exec/')
}

# whole NAME: what its mutants come from, in recorded/ and whole.tar: everything that was used, and nothing else.
whole() {
  minify --no-verify --keep used --compression none --artifacts recorded -o "docker-archive:whole.tar:whittle-result/$1" \
    "whittle-test/$1" "${exercises[@]}" >recorded.log 2>&1
  allowed_calls <recorded/seccomp.json >whole.calls
}

allowed_calls() {
  jq -r '.syscalls[] | select(.action == "SCMP_ACT_ALLOW").names[]' | sort -u
}

# What the recording has opened, or its loader: other files are kept by the way, package records and time zones.
needed_files() {
  jq -r '.paths[] | select(.kept and .type != "directory" and (.rule | test("^(recorded|elf-.*)$"))).path' recorded/keep.json
}

# without_file PATH: the keep set but for it.
without_file() {
  jq -Rrn --arg path "$1" '("{\"path\":" + ($path | tojson) + ",") as $begin
    | inputs | if startswith($begin) then sub("\"kept\":true"; "\"kept\":false") else . end' recorded/keep.json
}

without_call() {
  jq --arg call "$1" 'del(.syscalls[][$call])' recorded/trace.json
}

# The first N calls of stdin whose loss the profile shows: others are allowed for another reason as well.
needed_calls() {
  local left=$1 call
  while [ "$left" -gt 0 ] && read -r call; do
    without_call "$call" >candidate.json
    "$WHITTLE" profile --format docker candidate.json 2>/dev/null | allowed_calls | cmp -s - whole.calls && continue
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

# mutate NAME KIND WHAT [OPTIONS]: mutant.tar, where it is handed out.
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
  minify ${MUTANT_OPTIONS-} --timeout 300 --keep used --compression none "${from[@]}" "$@" -o "docker-archive:mutant.tar:whittle-result/$name" \
    "whittle-test/$name" "${exercises[@]}" >said 2>&1
}

# Handed out is what the unchanged recording gives: the same image, and the lost call, if one was, is back. That more calls
# may be back breaks nothing.
is_whole() {
  cmp -s whole.tar mutant.tar &&
    { [ "$1" = file ] || grep -qE "^ *repaired +round [0-9]+: syscall $2 " said; }
}

# works NAME KIND WHAT: the image's own check passes in what was handed out, under its profile.
works() {
  local profile=recorded/seccomp.json
  # An artifact, and those cost a contract: made only where it is another one.
  if [ "$2" = call ]; then
    rm mutant.tar
    profile=mutant/seccomp.json
    mutate "$@" --artifacts mutant || return
  fi
  docker load -qi mutant.tar >/dev/null
  (check_image "$1" "whittle-result/$1" --security-opt seccomp="$profile") >checked 2>&1
}

# verdict NAME KIND WHAT: repaired, harmless or refused; anything else is a failure.
verdict() {
  local status=0 how=harmless
  rm -rf mutant mutant.tar
  mutate "$@" || status=$?
  if [ "$status" -ne 0 ]; then
    how=ERROR-$status
    if [ "$status" -eq 1 ] && grep -qE "^whittle: ($refusal)" said; then how=refused; fi
    [ ! -e mutant.tar ] || how=HANDED-OUT-UNPROVEN
  else
    ! grep -q '^ *repaired ' said || how=repaired
    is_whole "$2" "$3" || works "$@" || how=BROKEN
  fi
  echo "$how"
}

# mutants NAME FILES CALLS: a line "NAME KIND VERDICT SECONDS WHAT" for each, in a directory of the image's own.
mutants() {
  local name=$1 chosen one kind what began how
  mkdir "$name"
  cd "$name" || return
  mutant_options "$name"
  whole "$name" || { sed 's/^/  /' recorded.log >&2; echo "$name recording ERROR 0 -"; return; }
  docker load -qi whole.tar >/dev/null
  (check_image "$name" "whittle-result/$name" --security-opt seccomp=recorded/seccomp.json) ||
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
