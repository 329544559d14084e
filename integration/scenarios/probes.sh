#!/usr/bin/env bash
# Slow: what is kept of each sample image is the same, whichever probes have recorded it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

sets='fanotify,ebpf fanotify,ptrace fanotify,notify'

# NAME PROBES: the paths kept, one a line, in NAME.PROBES.
keep() {
  local name=$1 probes=$2
  read_options "$name"
  minify --no-verify --probe "$probes" --artifacts "$name.$probes.artifacts" "${options[@]}" "whittle-test/$name" >"$name.$probes.log" 2>&1 ||
    { tail -n 3 "$name.$probes.log"; return; }
  jq -e '.losses.total == 0' "$name.$probes.artifacts/report.json" >/dev/null || { echo "$name, $probes: events were lost"; return; }
  jq -r '.paths[] | select(.kept) | .path' "$name.$probes.artifacts/keep.json" | sort >"$name.$probes"
  rm -r "$name.$probes.artifacts"
}

compare() {
  local name=$1 probes
  for probes in $sets; do keep "$name" "$probes"; done
  for probes in ${sets#* }; do
    diff "$name.${sets%% *}" "$name.$probes" >"$name.diff" || { echo "$name, $probes:"; head -n 20 "$name.diff"; }
  done
}

for name in $(sample_images); do
  while [ "$(jobs -pr | wc -l)" -ge "$(nproc)" ]; do wait -n || true; done
  (compare "$name" >"$name.told" 2>&1) &
done
wait
cat ./*.told
for name in $(sample_images); do [ ! -s "$name.told" ] || complain "$name: another set of files"; done
