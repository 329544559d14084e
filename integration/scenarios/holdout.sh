#!/usr/bin/env bash
# Hold-outs (images/NAME/holdout): requests that were not recorded, as late imports, plugins, time zones, encodings, TLS. At
# least 9 of 10 pass with the default of --keep, all with --keep package. images/NAME/holdout.known lists those that fail.
# Quick: leaves out all images but go and tool.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

all=0 failing=0
for name in $(sample_images); do
  all=$((all + $(holdout_names "$name" | wc -l)))
  failing=$((failing + $(known_failures "$name" closure | wc -l)))
  [ -z "$(known_failures "$name" package)" ] || complain "$name: hold-outs fail with --keep package"
done
echo "hold-outs: $all, of which $((all - failing)) pass with the default"
[ "$all" -ge 20 ] || fail "there are only $all hold-outs"
[ $(((all - failing) * 10)) -ge $((all * 9)) ] || fail "that is less than 9 of 10"

of_image() {
  [ ! -f "$here/images/$1/holdout" ] || minify_and_hold_out "$1"
}
each_image of_image go tool
