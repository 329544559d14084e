#!/usr/bin/env bash
# Two hundred results without one file or one system call that the app used: each is repaired, works without it, or is
# refused. It is a failure when a result is written that does not pass the image's own check.
# Quick: leaves out all images but go and tool, of which it makes five mutants.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"
# shellcheck source=../mutants.sh
source "$(dirname "$0")/../mutants.sh"

# NAME FILES CALLS: more of apps that start fast. Those that ignore their stop signal come first, because they take longest.
table='apache 1 1
office 1 1
r 1 1
erlang 2 2
php 1 1
postgres 2 2
java 4 3
lua 4 3
express 5 4
python 2 2
perl 5 4
ruby 7 5
flask 6 4
imagemagick 14 8
redis 14 10
site 20 10
nginx 20 10
tool 12 8
go 5 14'

[ "$(cut -d ' ' -f 1 <<<"$table" | sort)" = "$(sample_images | sort)" ] || fail "an image has no mutants, or there is no such image"
full || table='tool 1 1
go 1 2'
echo "seed: $seed"
while read -r name files calls; do
  # More than there are processors, because most of the time is spent waiting for apps.
  while [ "$(jobs -pr | wc -l)" -gt "$(nproc)" ]; do wait -n || true; done
  (mutants "$name" "$files" "$calls" >"$name.results") &
done <<<"$table"
wait

cat ./*.results | tee all
awk '{ n[$1]++; v[$1, $3]++; k[$2]++; all[$3]++ }
  END { f = "%-12s %8s %9s %9s %8s\n"; printf f, "image", "mutants", "repaired", "harmless", "refused"
    for (i in n) printf f, i, n[i], v[i, "repaired"] + 0, v[i, "harmless"] + 0, v[i, "refused"] + 0 | "sort"
    close("sort"); printf f, "all", NR, all["repaired"] + 0, all["harmless"] + 0, all["refused"] + 0
    printf "files: %d, calls: %d\n", k["file"], k["call"] }' all
bad=$(awk '$3 !~ /^(repaired|harmless|refused)$/' all)
[ -z "$bad" ] || fail "not repaired, not harmless, not refused:"$'\n'"$bad"
full || exit 0
[ "$(wc -l <all)" -ge 200 ] || fail "there are only $(wc -l <all) mutants"
# A mutant that works without the missing item tests nothing.
[ "$(grep -cE ' (repaired|refused) ' all)" -ge 150 ] || fail "most mutants lack nothing that is needed"
