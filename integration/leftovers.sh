# What scenarios leave on the machine, one thing a line. integration/run sets: work, caches, WHITTLE, DOCKER_HOST.
# shellcheck shell=bash
# shellcheck disable=SC2154

# Processes that have the scenario's variable in their environment or its cache in their arguments.
processes_of() {
  local name=$1 cache=$2 pid
  {
    grep -lsz "^WHITTLE_SCENARIO=$name\$" /proc/[0-9]*/environ | cut -d / -f 3 || true
    ps -eo pid=,stat=,args= | awk -v cache="$cache/" '$2 !~ /^Z/ && !/awk/ && index($0, cache) { print $1 }'
  } | sort -u | while read -r pid; do
    ps -o stat=,args= -p "$pid" | grep -v '^Z' | sed 's/^/process /' || true
  done
}

# Files that a run leaves in a cache: run directories, and files that are not complete.
files_in_cache() {
  find "$1" -mindepth 2 -maxdepth 2 \( -path '*/runs/*' -o -name '*.*' \) ! -name lock -printf 'file %p\n' || true
}

things_of() {
  local name=$1 cache=$2
  awk '{ print "mount " $2 }' /proc/mounts | grep -F -e "$work/$name/" -e "$work/tmp/$name/" -e "$cache/" || true
  docker ps -aq --filter "label=whittle-test=$name" | sed 's/^/container /'
  docker images --format 'image {{.Repository}}:{{.Tag}}' --filter "reference=whittle-result/$name/*"
  find "$work/tmp/$name" -mindepth 1 -printf 'file %p\n'
  files_in_cache "$cache"
  processes_of "$name" "$cache"
}

# left_by NAME CACHE: prints what that scenario left; fails when that is nothing. The engine needs a moment to finish.
left_by() {
  local attempt things
  for attempt in 1 2 3; do
    things=$(things_of "$@")
    [ -n "$things" ] || return 1
    [ "$attempt" = 3 ] || sleep 1
  done
  echo "$things"
}

# On the whole machine, when no scenario runs: also what nothing connects with one of them.
things_on_machine() {
  awk '{ print "mount " $2 }' /proc/mounts | grep -F -e "$work/" -e "$WHITTLE_TEST_CACHE/" |
    grep -vF "$WHITTLE_TEST_CACHE/engine/" || true
  docker ps -aq | sed 's/^/container /'
  # A cgroup of another program may vanish while find looks at it.
  find /sys/fs/cgroup -name 'whittle-*' -type d -printf 'cgroup %p\n' 2>/dev/null || true
  find "$work/tmp" -mindepth 2 -printf 'file %p\n'
  find /run/whittle-runtime -mindepth 1 -type d -printf 'file %p\n' 2>/dev/null || true
  ps -eo stat=,args= | awk -v a="$WHITTLE " '$1 !~ /^Z/ && !/awk/ && index($0, a) { print "process " $0 }'
}

remember_machine() {
  # Images that lost their name to a newer one of the same name.
  docker image prune --force >/dev/null
  things_on_machine | sort >"$work/before"
}

# left_on_machine: prints what was not there at remember_machine and what no scenario was blamed for; fails when that is
# nothing.
left_on_machine() {
  local attempt things
  for attempt in 1 2 3; do
    things=$(things_on_machine | sort | comm -13 "$work/before" - | grep -vxF -f "$work/reported" || true)
    [ -n "$things" ] || return 1
    [ "$attempt" = 3 ] || sleep 1
  done
  echo "$things"
}
