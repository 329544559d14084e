#!/usr/bin/env bash
# Ctrl-C and kill -9 at many moments: no incomplete output, nothing left behind (after a kill: once the next run cleaned up).
# Quick: leaves out all moments but two of each signal.
# Alone: it looks for cgroups of any run, and kills at given times.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

cache_in_memory
read_options nginx
moments='1.5 4'
! full || moments='0.05 0.3 1 2 3 4 5 6.5 8'
left() {
  awk '{ print $2 }' /proc/mounts | grep -F "$PWD/cache/" || true
  find /sys/fs/cgroup -name 'whittle-*' -type d
  find cache/runs cache/tmp -mindepth 1 -maxdepth 1 ! -name lock 2>/dev/null || true
  pgrep -af -- "$PWD/cache/" || true
}
# The output is missing or complete: the signal may arrive after it was written, while the run cleans up.
whole_or_none() {
  [ -e out ] || return 0
  skopeo copy --quiet oci:out:small "dir:$PWD/read" || fail "half an image after SIG$signal at $moment s"
  echo "SIG$signal after $moment s: after the output"
  rm -r read out
}
for signal in INT KILL; do
  for moment in $moments; do
    # A shell starts background processes with SIGINT ignored.
    env --default-signal=INT "$WHITTLE" minify --cache "$PWD/cache" -o oci:out:small "${options[@]}" whittle-test/nginx >stdout 2>stderr &
    whittle=$!
    sleep "$moment"
    kill -"$signal" "$whittle" 2>/dev/null || true
    status=0
    wait "$whittle" || status=$?
    [ "$status" -ne 0 ] || { rm -rf out; echo "SIG$signal after $moment s: was done"; continue; }
    echo "SIG$signal after $moment s: exit code $status: $(grep '^whittle: ' stderr || true)"
    whole_or_none
    if [ "$status" -eq 130 ] && [ ! -s stderr ]; then
      continue  # it had not begun yet
    elif [ "$signal" = INT ]; then
      [ "$status" -eq 1 ] || complain "exit code $status: $(cat stderr)"
      tail -n 1 stderr | grep >/dev/null '^hint: ' || complain "no hint: $(cat stderr)"
    else
      tiny "good-$moment"
      "$WHITTLE" minify --cache "$PWD/cache" --artifacts after "oci:good-$moment:latest" >/dev/null
    fi
    [ -z "$(left)" ] || fail "left after SIG$signal at $moment s: $(left)"
  done
done
