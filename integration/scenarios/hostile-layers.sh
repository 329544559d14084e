#!/usr/bin/env bash
# Layers made to leave their root, to fill the disk or to reach a device are refused or harmless.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

limit_kb=300000
# Either refused with one line and a hint, or minified; nothing outside the root, little memory and disk.
try() {
  local status=0
  tiny "$1" --trap "$1"
  /usr/bin/time -f %M -o memory "$WHITTLE" minify --cache "$PWD/cache" -o "oci:out-$1:small" "oci:$1:latest" >stdout 2>stderr || status=$?
  echo "$1: exit code $status: $(tail -n 2 stderr | head -n 1)"
  [ "$status" -le 1 ] || complain "$1: exit code $status: $(cat stderr)"
  [ "$status" -eq 0 ] || tail -n 1 stderr | grep >/dev/null '^hint: ' || complain "$1: no hint: $(cat stderr)"
  [ "$(tail -n 1 memory)" -lt "$limit_kb" ] || complain "$1: $(tail -n 1 memory) kB of memory"
  [ "$(du -sk cache | cut -f 1)" -lt "$limit_kb" ] || complain "$1: the cache takes $(du -sh cache)"
  [ -z "$(find / /tmp . -maxdepth 1 -name whittle-escaped)" ] || complain "$1: a file got out"
  [ ! -e "out-$1" ] || ! grep -rqs 'root:[$*!]' "out-$1" || complain "$1: a file of the host is in the image"
  rm -rf cache
}
for trap in dotdot absolute-link hard-link-out device hole lying-size; do try "$trap"; done
