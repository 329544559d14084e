#!/usr/bin/env bash
# whittle explain shows why a path was kept or dropped, or a call allowed, and refuses names that do not exist.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify "${quick[@]}" --artifacts artifacts --trace "$(recording tool)" "${options[@]}" whittle-test/tool
shows kept "$WHITTLE" explain artifacts /usr/bin/jq
shows 'during run: --version' "$WHITTLE" explain artifacts /usr/bin/jq
shows dropped "$WHITTLE" explain artifacts /usr/bin/perl
shows 'would keep it.*--include-path' "$WHITTLE" explain artifacts /usr/bin/perl
"$WHITTLE" explain --json artifacts /bin/perl | jq -e '.version == 1 and .path == "/usr/bin/perl" and .links[0].path == "/bin"' >/dev/null ||
  fail "a symlink in the path is not followed"
shows jq "$WHITTLE" explain artifacts /usr/share/sample/numbers.json
expect_error 1 'no/such/path' "$WHITTLE" explain artifacts /no/such/path
expect_error 1 'nowhere' "$WHITTLE" explain nowhere /usr/bin/jq

shows 'openat +allowed .*used by the app' "$WHITTLE" explain artifacts openat
shows 'x86_64 +.*app.*by .*/usr/bin/jq.*during .*run: --version' "$WHITTLE" explain artifacts openat
shows 'refused' "$WHITTLE" explain artifacts pivot_root
shows 'runtime' "$WHITTLE" explain artifacts pivot_root
shows 'never called' "$WHITTLE" explain artifacts kexec_load
shows 'power +reboot' "$WHITTLE" explain artifacts kexec_load
shows 'rmdir +allowed \(writing' "$WHITTLE" explain artifacts rmdir
shows 'no power' "$WHITTLE" explain artifacts rmdir
"$WHITTLE" explain --json artifacts openat |
  jq -e '.version == 1 and .allowed and (.used.x86_64.users | index("/usr/bin/jq")) and (.used.x86_64.phases | index("app"))' >/dev/null ||
  fail "the JSON does not show who made a call"
expect_error 1 'neither an absolute path nor the name of a system call' "$WHITTLE" explain artifacts opnat
jq '.version = 1 | .syscalls[] |= map_values(.phases) | .denied_syscalls[] |= map_values(.phases)' artifacts/trace.json >first.json
mv first.json artifacts/trace.json
shows 'x86_64 +.*app' "$WHITTLE" explain artifacts openat

# The health check is a separate exercise.
printf 'FROM whittle-test/nginx\nHEALTHCHECK CMD ["test", "-f", "/usr/share/nginx/html/robots.txt"]\n' |
  docker build --force-rm -q -t "$results/healthy" - >/dev/null
minify "${quick[@]}" -o oci:out:healthy --artifacts healthy "$results/healthy"
shows 'lookup by /usr/bin/test during health check: test -f' "$WHITTLE" explain healthy /usr/share/nginx/html/robots.txt
"$WHITTLE" explain --json healthy close |
  jq -e '.used[] | (.phases | index("exec")) and any(.exercises[]; startswith("health check: test")) and (.users | index("/usr/bin/test"))' \
    >/dev/null || fail "the JSON does not show the calls of the health check"
