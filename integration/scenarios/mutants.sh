#!/usr/bin/env bash
# Slow: two hundred results, each of which lacks one file or one system call on purpose: it is repaired, it works all
# the same, or it is refused. What fails is a result that is handed out and does not pass the image's own check.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"
# shellcheck source=../mutants.sh
source "$(dirname "$0")/../mutants.sh"

# NAME FILES CALLS: more of what starts fast. Those that ignore their stop signal come first: they wait for it.
table='apache 1 1
php 1 1
postgres 2 2
java 4 3
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
echo "seed: $seed"
while read -r name files calls; do
  # An app is started and waited for most of the time: more of them than processors.
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
[ "$(wc -l <all)" -ge 200 ] || fail "there are only $(wc -l <all) mutants"
# A mutation that never matters tests nothing.
[ "$(grep -cE ' (repaired|refused) ' all)" -ge 150 ] || fail "most mutants lack nothing that is needed"
