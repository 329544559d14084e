# What a hold-out is written with: images/NAME/holdout asks an image for what its recording did not.
#
#   holdout ADDRESS [NAME...]             a service
#   holdout [-n NAME]... COMMAND...       a command-line tool, run as COMMAND... ARGUMENTS
#
# Each function that is called holdout_NAME is one; it fails when one of its commands does. For each a line says
# "holdout NAME ok" or "holdout NAME FAIL", and why on stderr; the exit status tells whether all have passed.
# Services are asked in the network namespace of the container, so that a server of the hold-out's own is at localhost for the app too.
# shellcheck shell=bash
set -uo pipefail

images=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

get() { curl -sSf --max-time 20 "$@"; }

# await COMMAND...: until it succeeds, for at most 20 seconds.
await() {
  for _ in {1..100}; do
    "$@" >/dev/null 2>&1 && return
    sleep 0.2
  done
}

# answers TEXT COMMAND...: it says exactly that.
answers() {
  local expected=$1 said
  shift
  said=$("$@") || return
  [ "$said" = "$expected" ] || { echo "expected '$expected', got '$said'" >&2; return 1; }
}

# contains TEXT COMMAND...: that is in what it says.
contains() {
  local expected=$1 said
  shift
  said=$("$@" | tr -d '\0') || return
  [[ $said == *"$expected"* ]] || { echo "expected '$expected' in '${said:0:400}'" >&2; return 1; }
}

# fails_with STATUS TEXT URL: an error page, and not the bare one of the server.
fails_with() {
  contains "$2" curl -sS --max-time 20 -w ' %{http_code}' "$3" && contains " $1" curl -sS --max-time 20 -w ' %{http_code}' "$3"
}

# starts_with HEX COMMAND...: what it says begins with these bytes.
starts_with() {
  local expected=$1
  shift
  answers "$expected" first_bytes "${#expected}" "$@"
}

first_bytes() {
  local digits=$1
  shift
  "$@" | od -An -v -tx1 | tr -d ' \n' | cut -c "1-$digits"
}

# with_tls_server COMMAND...: while https://localhost:8443 answers, with a certificate that the images trust.
with_tls_server() {
  local certificates server status=0
  certificates=$("$images/certificates")
  openssl s_server -quiet -www -accept 8443 -cert "$certificates/server.crt" -key "$certificates/server.key" \
    >/dev/null 2>&1 </dev/null &
  server=$!
  await get --cacert "$certificates/ca.crt" https://localhost:8443/
  "$@" || status=$?
  kill "$server"
  wait "$server" 2>/dev/null || true
  return "$status"
}

# tool_holdouts ARGUMENT...: sets names and tool from a tool hold-out's arguments.
tool_holdouts() {
  names=()
  while [ "${1-}" = -n ]; do
    names+=("$2")
    shift 2
  done
  # shellcheck disable=SC2034
  tool=("$@")
}

# run_holdouts [NAME...]: those, or all, in the order of the file.
run_holdouts() {
  local name said code status=0 names=("$@")
  [ $# -gt 0 ] || mapfile -t names < <(sed -nE 's/^holdout_([a-z0-9_]+)\(\).*/\1/p' "$0")
  for name in "${names[@]}"; do
    # Not in a condition: that would switch set -e off.
    said=$( (set -e; "holdout_$name") 2>&1 >/dev/null)
    code=$?
    if [ "$code" -eq 0 ]; then
      echo "holdout $name ok"
    else
      echo "holdout $name FAIL"
      echo "  $name: ${said:0:600}" >&2
      status=1
    fi
  done
  return "$status"
}
