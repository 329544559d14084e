#!/usr/bin/env bash
# Of all hold-outs at least 9 of 10 pass with the default setting, and all with --keep package. Which of them do is
# what the other holdout- scenarios prove, against the lists that are counted here.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

all=0 failing=0
for file in "$here"/images/*/holdout; do
  name=$(basename "$(dirname "$file")")
  [ -f "$here/scenarios/holdout-$name.sh" ] || complain "no scenario runs the hold-outs of $name"
  all=$((all + $(holdout_names "$name" | wc -l)))
  failing=$((failing + $(known_failures "$name" closure | wc -l)))
  [ -z "$(known_failures "$name" package)" ] || complain "$name: hold-outs fail with --keep package"
done
echo "hold-outs: $all, with the default setting $((all - failing)) pass"
[ "$all" -ge 20 ] || fail "there are only $all hold-outs"
[ $(((all - failing) * 10)) -ge $((all * 9)) ] || fail "that is less than 9 of 10"
