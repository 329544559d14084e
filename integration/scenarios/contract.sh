#!/usr/bin/env bash
# The result runs under its contract: under Docker by the very line of contract.md, under runc and crun by their proofs.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# run_by_contract NAME: its check passes in a container that contract.md's line starts, in the background.
run_by_contract() {
  local name=$1 line words
  line=$(grep '^docker run ' artifacts/contract.md)
  echo "$line"
  mapfile -t words < <(eval "printf '%s\n' $line")
  [ "${words[-1]}" = "whittle-result/$name" ] || fail "the line runs ${words[-1]}"
  container=$(cd artifacts && docker run -d --label "$label" "${words[@]:2}")
  address=$(docker inspect -f '{{.NetworkSettings.IPAddress}}' "$container")
  docker inspect -f '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}}' "$container" | grep -x 'true \[ALL\]' ||
    fail "the root is not read-only, or capabilities were not dropped"
  docker inspect -f '{{.HostConfig.SecurityOpt}}' "$container" | grep no-new-privileges >/dev/null || fail "new privileges"
  if ! "$here/images/$name/check" "$address"; then
    docker logs "$container" 2>&1 | tail -n 20 >&2
    fail "the check of $name does not pass under its contract"
  fi
  docker rm -fv "$container" >/dev/null
}

contract() {
  jq -er "$1" artifacts/contract.json
}

# What a contract demands, without the reasons, in which names of temporary files stand.
essence() {
  jq '{proven, read_only_root, no_new_privileges, capabilities: [.capabilities.add[].name],
    writable: [.writable[] | {path, kind, mode, uid, gid}]}' "$1"
}

# The blocks of the page are YAML, and say what contract.json says.
check_page() {
  /usr/bin/python3 - artifacts <<'PYTHON'
import json, re, sys, yaml
page = open(sys.argv[1] + "/contract.md").read()
contract = json.load(open(sys.argv[1] + "/contract.json"))
compose, pod = (yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", page, re.S))
added = [one["name"][4:] for one in contract["capabilities"]["add"]]
service = compose["services"]["app"]
assert service["read_only"] is True and service["cap_drop"] == ["ALL"] and service.get("cap_add", []) == added, service
security = pod["spec"]["containers"][0]["securityContext"]
assert security["readOnlyRootFilesystem"] is True and security["allowPrivilegeEscalation"] is False, security
assert security["capabilities"]["drop"] == ["ALL"] and security["capabilities"].get("add", []) == added, security
assert security["runAsUser"] == contract["user"]["uid"], security
mounts = [mount["mountPath"] for mount in pod["spec"]["containers"][0].get("volumeMounts", [])]
assert mounts == [one["path"] for one in contract["writable"]], mounts
PYTHON
}

in_crun_namespace() {
  # shellcheck disable=SC2016
  unshare -m bash -c 'if mountpoint -q /sys/fs/cgroup/unified; then umount /sys/fs/cgroup/unified; fi; exec "$@"' - "$@"
}

for name in nginx redis flask go; do
  read_options "$name"
  minify --tag "whittle-result/$name" --artifacts artifacts "${options[@]}" "whittle-test/$name"
  echo "$name: $(contract '[.rounds[].changes[]] | join("; ")' || true)"
  contract '.proven and .read_only_root.possible and .capabilities.drop_all and .no_new_privileges.possible' >/dev/null ||
    fail "$name: something had to be given up: $(jq -c '[.read_only_root, .capabilities, .no_new_privileges]' artifacts/contract.json)"
  [ "$(contract '.rounds | length')" -le 3 ] || fail "too many rounds"
  check_page
  run_by_contract "$name"
  report '.stages[] | select(.name == "harden") | .seconds' || fail "no stage harden"
  cp artifacts/contract.json "$name-runc.json"
  # The same by crun, whose proof runs under the contract too.
  in_crun_namespace "$WHITTLE" minify --cache "$LAYERS" --runtime crun --artifacts artifacts "${options[@]}" "whittle-test/$name"
  diff <(essence "$name-runc.json") <(essence artifacts/contract.json) || fail "$name: crun's contract is another"
done

# What is proven is needed: each capability that is left was tried away, and redis cannot step down without these.
jq -e '[.capabilities.add[].name] | contains(["CAP_SETGID", "CAP_SETUID"])' redis-runc.json >/dev/null || fail "redis steps down without"
for name in nginx redis; do
  jq -c '.capabilities | {add: [.add[] | {name, inferred, without}], dispensable: [.dispensable[].name]}' "$name-runc.json"
  jq -e '[.capabilities.add[] | select(.without == null or .without == "")] == []' "$name-runc.json" >/dev/null ||
    fail "$name: a capability was not tried away"
done
# An inferred one that no run needs is gone.
jq -es '[.[].capabilities.dispensable[].name] != []' nginx-runc.json redis-runc.json >/dev/null || fail "nothing inferred was dispensable"
# One that is a user from the start needs none.
jq -e '.capabilities.add == [] and .user.uid == 1000' flask-runc.json >/dev/null || fail "flask needs capabilities"
