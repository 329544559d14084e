#!/usr/bin/env bash
# whittle-runtime records containers that a Docker engine and containerd's ctr start. Their traces are as good as those of
# whittle record. The scenario starts its own engine, set up as the manual says.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

runtime=$(dirname "$WHITTLE")/whittle-runtime
engine() { WHITTLE_TEST_CACHE=$PWD/own "$here/engine" "$@"; }
own_state() { echo "/run/whittle-tests-$(cksum <<<"$PWD/own" | cut -d ' ' -f 1)"; }
containerd() { timeout 60 ctr --address "$(own_state)/exec/containerd/containerd.sock" --namespace whittle-test-runtime "$@"; }
finish() {
  containerd tasks ls -q 2>/dev/null | while read -r task; do containerd tasks rm -f "$task"; done >/dev/null 2>&1 || true
  forget
  engine stop
  # Where containerd answers late, dockerd makes it write its stacks before it ends it.
  rm -f "${TMPDIR:-/tmp}"/containerd.*.stacks.log
  # ctr puts its containers into a cgroup named as the namespace, and does not remove it.
  find /sys/fs/cgroup -depth -type d -path '*/whittle-test-runtime*' -exec rmdir {} +
  [ "$complaints" -eq 0 ] || exit 1
}
docker save whittle-test/nginx:latest -o image.tar
trap finish EXIT

jq -n --arg path "$runtime" --arg traces "$PWD/traces" '{runtimes: {
  whittle: {path: $path, runtimeArgs: ["--whittle-traces=\($traces)", "--whittle-runtime=runc"]},
  nowhere: {path: $path, runtimeArgs: ["--whittle-traces=/proc/nowhere"]},
  mistaken: {path: $path, runtimeArgs: ["--whittle-trace=/tmp"]}}}' >daemon.json
export WHITTLE_TRACES=$PWD/containerd-traces  # containerd hands it down to the runtime
engine start --config-file "$PWD/daemon.json"
DOCKER_HOST=$(engine socket)
export DOCKER_HOST
docker load -q -i image.tar >/dev/null
image=$(docker image inspect -f '{{.Id}}' whittle-test/nginx)

# The agents of this scenario's containers, and the state that they share with the runtime's commands.
agents() { ps -eo pid=,comm=,args= | awk -v here="$PWD" '$2 == "whittle-agent" && index($0, here) { print $1 }'; }
states() { find /run/whittle-runtime -mindepth 1 -type d; }
says() { jq -e "$2" "$1" >/dev/null || complain "$(basename "$1"): not so: $2"; }

# A service, with all that an engine can do with it.
serve whittle-test/nginx --runtime whittle
"$here/images/nginx/check" "$address" || fail "the recorded container does not work"
docker exec "$container" id >/dev/null
docker kill -s HUP "$container" >/dev/null  # no stop signal: what follows is the app's
docker pause "$container" >/dev/null
docker unpause "$container" >/dev/null
curl -sSf --max-time 5 --retry 20 --retry-connrefused "http://$address/style.css" >/dev/null
docker stop "$container" >/dev/null
trace=traces/$container.json
[ -f "$trace" ] || fail "the container has stopped, and there is no trace"
[ -z "$(agents)$(states)" ] || complain "the container has stopped, and its agent has not"
says "$trace" ".image == \"$image\" and (.runtime | startswith(\"runc\"))"
says "$trace" '[.losses[]] | add == 0'
says "$trace" '.files["/usr/sbin/nginx"].uses | index("exec")'
says "$trace" '.files["/usr/share/nginx/html/style.css"].phases == ["app"]'
says "$trace" '.absent["/usr/share/nginx/html/missing"]'
says "$trace" '.syscalls.x86_64 // .syscalls.aarch64 | length > 60'
says "$trace" '.syscalls[].accept4.phases | index("app")'
says "$trace" '[.syscalls[][] | select(.phases | index("shutdown"))] | length > 0'
says "$trace" '[.processes[] | select(.executable == "/usr/bin/id" and .phase == "exec")] | length == 1'
says "$trace" '.ports == [80]'
says "$trace" '.written | index("/var/lib/nginx/body")'
[ "$(stat -c %a traces "$trace" | xargs)" = '700 600' ] || complain "traces are for others to read"

# A second start of the container gives a second trace.
docker start "$container" >/dev/null
docker stop "$container" >/dev/null
docker rm "$container" >/dev/null
[ -f "traces/$container.2.json" ] || complain "no trace of the second start"

# Streams and the exit status are passed through.
status=0
said=$(echo hello | docker run -i --rm --label "$label" --runtime whittle --entrypoint sh whittle-test/nginx -c 'cat; echo oops >&2; exit 7' 2>stderr) || status=$?
[ "$status $said $(cat stderr)" = '7 hello oops' ] || complain "status, stdout, stderr: $status $said $(cat stderr)"
[ "$(find traces -name '*.json' | wc -l)" = 3 ] || complain "no trace of docker run --rm"
status=0
docker run --rm --label "$label" --runtime whittle --entrypoint nosuch whittle-test/nginx 2>stderr || status=$?
[ "$status" = 127 ] || complain "a command that is not there: exit status $status"
grep >/dev/null 'executable file not found' stderr || complain "runc's own refusal does not come through: $(cat stderr)"
[ "$(find traces -name '*.json' | wc -l)" = 3 ] || complain "a trace of what never ran"

# A container that cannot be recorded does not start.
refused() {
  # docker exec prints the message on stdout.
  "${@:2}" >said 2>&1 && complain "it ran: ${*:2}"
  grep >/dev/null -E "$1" said || complain "no message that matches: $1, but $(cat said)"
}
refused 'cannot write traces to /proc/nowhere' docker run --rm --label "$label" --runtime nowhere whittle-test/nginx true
refused 'no option --whittle-trace; ' docker run --rm --label "$label" --runtime mistaken whittle-test/nginx true

# When the agent is killed, there is a message instead of an incomplete trace, and docker exec fails. (ptrace would kill the
# container.)
serve whittle-test/nginx --runtime whittle
agents | xargs -r kill -KILL
refused 'not running|has ended early' docker exec "$container" id
docker rm -f "$container" >/dev/null
[ ! -e "traces/$container.json" ] || complain "half a trace"
grep >/dev/null 'was killed' "traces/$container.failed" || complain "no message about the recording that was killed"

# containerd, with the path of the binary and an environment variable.
containerd images import image.tar >/dev/null
name=docker.io/whittle-test/nginx:latest
containerd run -d --runc-binary "$runtime" "$name" web
containerd tasks exec --exec-id second web cat /usr/share/nginx/html/style.css | grep >/dev/null font-family ||
  complain "ctr tasks exec does not work"
containerd tasks kill -s SIGQUIT web
for _ in {1..100}; do
  [ "$(containerd tasks ls | awk '$1 == "web" { print $3 }')" != RUNNING ] && break
  sleep 0.1
done
containerd tasks rm web >/dev/null
containerd containers rm web
trace=containerd-traces/web.json
[ -f "$trace" ] || fail "no trace of what ctr has run"
says "$trace" ".image == \"$image\""
says "$trace" '[.losses[]] | add == 0'
says "$trace" '.files["/usr/share/nginx/html/style.css"].phases | index("exec")'
says "$trace" '[.processes[] | select(.executable == "/usr/sbin/nginx" and .phase == "app")] | length > 0'
says "$trace" '[.syscalls[][] | select(.phases | index("shutdown"))] | length > 0'
mkdir plain
refused 'is not an overlay mount' containerd run --rm --rootfs --runc-binary "$runtime" "$PWD/plain" plain true
[ -z "$(agents)$(states)" ] || complain "left behind: agents $(agents), $(states)"

# The traces of both are good for minify.
merged=(traces/*.json containerd-traces/web.json)
"$WHITTLE" merge -o merged.json "${merged[@]}"
read_options nginx
minify --trace merged.json --tag "$results/nginx" "${options[@]}" whittle-test/nginx
check_image nginx "$results/nginx"
docker run --rm --label "$label" --entrypoint id "$results/nginx" >/dev/null || complain "what docker exec has run is not in the image"
