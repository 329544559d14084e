#!/usr/bin/env bash
# The same files of each sample image are kept, whichever probes recorded it.
# Quick: leaves out all images but nginx and tool.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

sets='fanotify,ebpf fanotify,ptrace fanotify,ptrace-filter fanotify,notify'

# keep NAME PROBES: writes the kept paths, one a line, to the file PROBES.
keep() {
  local name=$1 probes=$2
  read_options "$name"
  minify --no-verify --probe "$probes" --artifacts artifacts "${options[@]}" "whittle-test/$name"
  jq -e '.losses.total == 0' artifacts/report.json >/dev/null || complain "$name, $probes: events were lost"
  jq -r '.paths[] | select(.kept) | .path' artifacts/keep.json | sort >"$probes"
}

compare() {
  local name=$1 probes
  for probes in $sets; do keep "$name" "$probes"; done
  for probes in ${sets#* }; do
    diff "${sets%% *}" "$probes" || complain "$name: $probes have seen another set of files"
  done
}

each_image compare nginx tool
