#!/usr/bin/env bash
# whittle profile writes each format. Docker and runc load theirs, and the app works under them.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

profile() {
  "$WHITTLE" profile --cache "$LAYERS" "$@"
}

# denies FLAG... -- PROGRAM ARG...: what the tool image never runs is denied with these flags and allowed without.
denies() {
  local flags=()
  while [ "$1" != -- ]; do flags+=("$1"); shift; done
  docker run --rm --label "$label" --entrypoint "$2" whittle-test/tool "${@:3}" || fail "Docker denies it by itself"
  ! docker run --rm --label "$label" "${flags[@]}" --entrypoint "$2" whittle-test/tool "${@:3}" || fail "not denied by ${flags[*]}"
}

# restricts FLAG...: chroot gives power.
restricts() {
  denies "$@" -- chroot / /bin/true
}

# run_bundle SECCOMP: runs jq with runc, with that file as linux.seccomp.
run_bundle() {
  jq --slurpfile seccomp "$1" '.linux.seccomp = $seccomp[0] | .process.terminal = false | .process.args = ["jq", "--version"]' \
    spec.json >bundle/config.json
  runc --root "$PWD/runc" run --bundle bundle "whittle-test-$$"
}

read_options tool
minify "${quick[@]}" --tag "$results/tool" --artifacts tool --trace "$(recording tool)" "${options[@]}" whittle-test/tool
read_options nginx
minify "${quick[@]}" --tag "$results/nginx" --artifacts nginx --trace "$(recording nginx)" "${options[@]}" whittle-test/nginx
for format in docker oci k8s systemd apparmor caps; do
  for name in tool nginx; do
    profile "$name" --format "$format" -o "$name.$format"
    profile "$name" --format "$format" | cmp - "$name.$format"
  done
done

# docker: the same as seccomp.json.
cmp nginx.docker nginx/seccomp.json
check_image nginx "$results/nginx" --security-opt seccomp=nginx.docker
check_image tool "$results/tool" --security-opt seccomp=tool.docker
restricts --security-opt seccomp=tool.docker
# A pipe with a name gives none; the form of what was used denies it too.
docker run --rm --label "$label" --security-opt seccomp=tool.docker --entrypoint mkfifo whittle-test/tool /x
profile tool --profile-form used --format docker -o tool.used
check_image tool "$results/tool" --security-opt seccomp=tool.used
denies --security-opt seccomp=tool.used -- mkfifo /x

# oci: runc loads it, and it has an effect.
mkdir -p bundle/rootfs
container=$(docker create --label "$label" "$results/tool")
docker export "$container" | tar -x -C bundle/rootfs
docker rm "$container" >/dev/null
runc spec --bundle bundle
mv bundle/config.json spec.json
shows '^jq-' run_bundle tool.oci
jq '(.syscalls[] | select(.action == "SCMP_ACT_ALLOW") | .names) -= ["openat"]' tool.oci >without.oci
! run_bundle without.oci || fail "runc has not loaded the profile"

# k8s: two documents, the security context and the profile that it names.
python3 - nginx.k8s nginx.oci <<'EOF'
import json, sys, yaml
context, profile = yaml.safe_load_all(open(sys.argv[1]))
context = context["securityContext"]
assert profile == json.load(open(sys.argv[2]))
assert context["seccompProfile"] == {"type": "Localhost", "localhostProfile": "profiles/whittle-whittle-test-nginx.json"}, context
assert context["capabilities"]["drop"] == ["ALL"]
# The image runs a setuid program and one with a file capability.
assert context["allowPrivilegeEscalation"] is True
EOF

# caps: the app works with exactly these.
grep '^CAP_SETUID: the kernel granted it to /usr/sbin/nginx' nginx.caps
read -ra flags < <(sed -n 's/^docker run: //p' nginx.caps)
check_image nginx "$results/nginx" "${flags[@]}" --security-opt seccomp=nginx.docker
read -ra flags < <(sed -n 's/^docker run: //p' tool.caps)
[ "${flags[*]}" = "--cap-drop ALL --security-opt no-new-privileges" ] || fail "jq needs no capability: ${flags[*]}"
check_image tool "$results/tool" "${flags[@]}"

# systemd: systemd-analyze understands a unit with the drop-in.
{ printf '[Service]\nExecStart=/bin/true\n'; cat nginx.systemd; } >whittle-test.service
systemd-analyze verify --man=no --recursive-errors=no "$PWD/whittle-test.service" 2>&1 | tee verify.log
! grep -i 'whittle-test.service:.*\(unknown\|failed to parse\|invalid\)' verify.log || fail "systemd does not understand all of it"

# apparmor: the same as the artifact, and the parser accepts it.
cmp nginx.apparmor nginx/apparmor.profile
apparmor_parser -QK nginx.apparmor tool.apparmor

# Traces are merged, profiles are not. A trace alone is enough; a warning says what was guessed without the image.
profile tool/trace.json tool --format docker | cmp - tool.docker
profile tool/trace.json --format apparmor >alone.apparmor 2>warning
grep 'guessed' warning
apparmor_parser -QK alone.apparmor
expect_error 1 'different images' profile tool/trace.json nginx/trace.json --format docker

# From an image: it is recorded as for minify.
read_options tool
profile --format docker "${options[@]}" whittle-test/tool >recorded.docker
check_image tool "$results/tool" --security-opt seccomp=recorded.docker
restricts --security-opt seccomp=recorded.docker
profile --format caps --trace tool/trace.json whittle-test/tool | cmp - tool.caps

expect_error 2 'format does not accept "dokcer"' profile tool --format dokcer
expect_error 2 'neither a trace' profile tool nowhere --format docker
