#!/usr/bin/env bash
# An ordinary user in a user namespace: the same files are kept as with root's recording, and a result passes its check.
# Quick: leaves out all images but nginx and tool, all moments of a kill but two, and the contract.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

user='whittle-rootless'
home=$(mktemp -d -p /var/tmp rootless.XXXXXX)
leave() {
  userdel "$user" 2>/dev/null || true
  rm -rf "$home"
  forget
}
trap 'leave; [ "$complaints" -eq 0 ] || exit 1' EXIT

userdel "$user" 2>/dev/null || true  # of a run that was cut
useradd --home-dir "$home" --no-create-home --shell /bin/sh "$user"
chown "$user:" "$home"
install -m 755 "$WHITTLE" "$home/whittle"

as_user() {
  (cd "$home" && setpriv --reuid "$user" --regid "$user" --clear-groups --reset-env env HOME="$home" PATH="$PATH" "$@")
}

# A user without subordinate ids gets a hint.
sed -i "/^$user:/d" /etc/subuid /etc/subgid
expect_error 1 'subuid' as_user ./whittle minify --no-verify -o oci:small:latest oci:none:latest
usermod --add-subuids 600000-665535 --add-subgids 600000-665535 "$user"

tar -C /etc --owner=:200000 --group=:0 -c hostname | docker import - "$results/foreign" >/dev/null
docker save "$results/foreign:latest" -o "$home/foreign.tar"
chmod 644 "$home/foreign.tar"
expect_error 1 'no such id' as_user ./whittle minify --no-verify -o oci:small:latest docker-archive:foreign.tar

shows 'ptrace-filter' as_user ./whittle doctor
shows 'user namespace' as_user ./whittle doctor

# kept DIRECTORY: prints the kept paths, one a line; no event was lost.
kept() {
  local directory=$1
  jq -e '.losses.total == 0' "$directory/report.json" >/dev/null || complain "$name, $directory: events were lost"
  jq -r '.paths[] | select(.kept) | .path' "$directory/keep.json" | sort
}

compare() {
  name=$1
  local probe
  read_options "$name"
  minify --no-verify --artifacts artifacts --trace "$(recording "$name")" "${options[@]}" "whittle-test/$name"
  kept artifacts >root
  docker save "whittle-test/$name:latest" -o "$home/$name.tar"
  chmod 644 "$home/$name.tar"
  for probe in ptrace-filter notify; do
    as_user ./whittle minify --no-verify --probe "$probe" --artifacts "$name.$probe" "${options[@]}" "docker-archive:$name.tar"
    kept "$home/$name.$probe" >"$probe"
    diff root "$probe" || complain "$name: another set of files is kept of what an ordinary user has recorded with $probe"
  done
  [ "$name" = nginx ] || rm "$home/$name.tar"
}
each_image compare nginx tool

# When whittle is killed, no process is left: without a cgroup the next run could not find it.
left() {
  ps -eo uid=,args= | awk -v u="$(id -u "$user")" '$1 == u || ($1 >= 600000 && $1 <= 665535)'
}
read_options nginx
moments='1.5 4'
! full || moments='0.3 0.8 1.5 2.5 4 6 9'
for moment in $moments; do
  as_user ./whittle minify -o oci:killed:small "${options[@]}" docker-archive:nginx.tar >stdout 2>stderr &
  sleep "$moment"
  whittle=$(pgrep -o -u "$user" -x whittle || true)
  [ -z "$whittle" ] || kill -KILL "$whittle"
  wait "$!" || true
  for _ in $(seq 20); do [ -n "$(left)" ] || break; sleep 0.1; done
  [ -z "$(left)" ] || fail "left after a kill at $moment s: $(left)"
done

result=(-o "docker-archive:result.tar:$results/rootless:latest" "${options[@]}" docker-archive:nginx.tar)
if full; then
  as_user ./whittle minify --artifacts artifacts "${result[@]}"
else
  as_user ./whittle minify "${result[@]}"
  as_user ./whittle minify --no-verify --artifacts artifacts "${result[@]}"
fi
docker load -q -i "$home/result.tar"
check_image nginx "$results/rootless"
check_image nginx "$results/rootless" --security-opt "seccomp=$home/artifacts/seccomp.json"
