#!/usr/bin/env bash
# Each image's result runs under its contract: under Docker with the command of contract.md, under runc and crun in the
# verification, which runs the image's own check too. What an image cannot have is in images/NAME/contract.known.
# Quick: leaves out all images but nginx and redis, and crun.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

contract() {
  jq -er "$1" artifacts/contract.json
}

# A contract without its reasons, which contain names of temporary files.
essence() {
  jq '{proven, read_only_root: .read_only_root.possible, no_new_privileges: .no_new_privileges.possible,
    drop_all: .capabilities.drop_all, capabilities: [.capabilities.add[].name],
    writable: [.writable[] | {path, kind, mode, uid, gid}]}' "$1"
}

# The restrictions that the app does not run with, one a line: read_only_root, capabilities, no_new_privileges.
given_up() {
  jq -r '{read_only_root: .read_only_root.possible, capabilities: .capabilities.drop_all,
    no_new_privileges: .no_new_privileges.possible} | to_entries[] | select(.value | not).key' artifacts/contract.json
}

# A line of contract.known is: RESTRICTION REASON...
known_to_be_given_up() {
  [ -f "$here/images/$1/contract.known" ] || return 0
  awk '{ print $1 }' "$here/images/$1/contract.known"
}

# has RESTRICTION PATTERN: the command has that option exactly when the contract has the restriction.
has() {
  local what=$1 pattern=$2
  if given_up | grep -qx "$what"; then
    ! grep -q -e "$pattern" <<<"$line" || complain "$name: $pattern is in the line, and cannot be"
  else
    grep -q -e "$pattern" <<<"$line" || complain "$name: $pattern is not in the line"
  fi
}

# run_by_contract NAME: its check passes in a container that the command of contract.md starts.
run_by_contract() {
  local name=$1 line words
  line=$(grep '^docker run ' artifacts/contract.md)
  echo "$line"
  has read_only_root '--read-only'
  has capabilities '--cap-drop ALL'
  has no_new_privileges '--security-opt no-new-privileges'
  has profile '--security-opt seccomp=seccomp.json'
  mapfile -t words < <(eval "printf '%s\n' $line")
  [ "${words[-1]}" = "$results/$name" ] || fail "the line runs ${words[-1]}"
  # The path of the profile is relative to contract.md.
  (cd artifacts && check_image "$name" "${words[-1]}" "${words[@]:2:${#words[@]}-3}") ||
    complain "the check of $name does not pass under its contract"
}

# The code blocks of contract.md are YAML and agree with contract.json.
check_page() {
  /usr/bin/python3 - artifacts <<'PYTHON'
import json, re, sys, yaml
page = open(sys.argv[1] + "/contract.md").read()
contract = json.load(open(sys.argv[1] + "/contract.json"))
compose, pod = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.S))
added = [one["name"][4:] for one in contract["capabilities"]["add"]]
read_only, drops = contract["read_only_root"]["possible"], ["ALL"] if contract["capabilities"]["drop_all"] else []
service = compose["services"]["app"]
assert service.get("read_only", False) is read_only and service.get("cap_drop", []) == drops, service
assert service.get("cap_add", []) == added, service
security = pod["spec"]["containers"][0]["securityContext"]
assert security.get("readOnlyRootFilesystem", False) is read_only, security
assert security["allowPrivilegeEscalation"] is not contract["no_new_privileges"]["possible"], security
capabilities = security.get("capabilities", {})
assert capabilities.get("drop", []) == drops and capabilities.get("add", []) == added, security
assert security["runAsUser"] == contract["user"]["uid"], security
mounts = [mount["mountPath"] for mount in pod["spec"]["containers"][0].get("volumeMounts", [])]
assert mounts == [one["path"] for one in contract["writable"] if read_only or one["declared"]], mounts
PYTHON
}

# harden NAME RUNTIME: makes artifacts/ and a result; its check passes in whittle's verification, last under the contract.
harden() {
  local name=$1 runtime=$2 inside=() asked=()
  [ "$runtime" != crun ] || inside=(in_crun_namespace)
  read_options "$name"
  # The options of a tool are already what its check runs.
  is_tool "$name" || asked=(--verify-host-exec "$here/images/$name/check 127.0.0.1")
  "${inside[@]}" "$WHITTLE" minify --cache "$LAYERS" --runtime "$runtime" --tag "$results/$name" --artifacts artifacts \
    --trace "$(recording "$name")" "${options[@]}" "${asked[@]}" "whittle-test/$name" || { complain "$name, $runtime: no result"; return 1; }
  contract .proven >/dev/null || complain "$name, $runtime: the contract is not proven"
  jq -e '.verification.exercises | all(.passed)' artifacts/report.json >/dev/null || complain "$name, $runtime: its check does not pass"
  [ "$(contract '.rounds | length')" -le 3 ] || complain "$name, $runtime: too many rounds"
  diff <(known_to_be_given_up "$name" | sort) <(given_up | sort) ||
    complain "$name, $runtime: given up is something else than images/$name/contract.known says: $(
      jq -c '[.read_only_root, .capabilities, .no_new_privileges]' artifacts/contract.json)"
}

of_image() {
  local name=$1
  harden "$name" runc || return 0
  echo "$name: $(contract '[.rounds[].changes[]] | join("; ")' || true)"
  check_page || complain "$name: the page"
  run_by_contract "$name"
  cp artifacts/contract.json runc.json
  full || return 0
  harden "$name" crun || return 0
  diff <(essence runc.json) <(essence artifacts/contract.json) || complain "$name: crun's contract is another"
}
each_image of_image nginx redis

# A capability stays only if the app failed without it. redis needs these to change its user.
jq -e '[.capabilities.add[].name] | contains(["CAP_SETGID", "CAP_SETUID"])' redis/runc.json >/dev/null || fail "redis steps down without"
for name in nginx redis; do
  jq -c '.capabilities | {add: [.add[] | {name, inferred, without}], dispensable: [.dispensable[].name]}' "$name/runc.json"
  jq -e '[.capabilities.add[] | select(.without == null or .without == "")] == []' "$name/runc.json" >/dev/null ||
    fail "$name: a capability was not tried away"
done
# A capability that was inferred but that no run needs is removed.
jq -es '[.[].capabilities.dispensable[].name] != []' nginx/runc.json redis/runc.json >/dev/null || fail "nothing inferred was dispensable"
# An image that starts as an ordinary user needs none.
! full || jq -e '.capabilities.add == [] and .user.uid == 1000' flask/runc.json >/dev/null || fail "flask needs capabilities"
