#!/usr/bin/env bash
# minify --trace starts from a recording, --keep-file from a keep set. Those that do not fit the image are refused.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify -o oci:layout-first:small --no-verify --artifacts first "${options[@]}" whittle-test/tool
minify -o oci:layout-second:small --artifacts second --trace first/trace.json "${options[@]}" whittle-test/tool
[ "$(report .result.manifest_digest first)" = "$(report .result.manifest_digest second)" ] ||
  fail "one trace, two images"
[ "$(report '[.stages[].name] | index("record")' second || true)" = null ] || fail "it has recorded anew"
[ "$(report .verification.passed second)" = true ] || fail "the verification did not pass"

minify -o oci:layout-third:small --no-verify --artifacts third --trace first/trace.json --keep-file first/keep.json "${options[@]}" whittle-test/tool
[ "$(report .result.manifest_digest first)" = "$(report .result.manifest_digest third)" ] ||
  fail "one keep set, two images"

refused() {
  expect_error 1 "$1" minify -o oci:refused:small "${@:2}"
  [ ! -e refused ] || complain "an output was made"
}
jq '.architecture = "arm64"' first/trace.json >arm64.json
refused 'recorded on arm64' --trace arm64.json whittle-test/tool
sed 's/"version": 2/"version": 99/' first/trace.json >unknown.json
refused 'its version is 99' --trace unknown.json whittle-test/tool
echo '{' >broken.json
refused 'broken.json' --trace broken.json whittle-test/tool
refused 'nowhere.json' --trace nowhere.json whittle-test/tool

sed 's|"path":"/usr/bin/jq"|"path":"/usr/bin/jqq"|' first/keep.json >wrong.json
refused '/usr/bin/jqq, which the image does not have' --trace first/trace.json --keep-file wrong.json whittle-test/tool
grep >/dev/null 'did you mean /usr/bin/jq' stderr || complain "no nearest path"
sed '/"path":"\/usr\/bin",/s/"kept":true/"kept":false/' first/keep.json >orphan.json
refused 'not its directory /usr/bin' --trace first/trace.json --keep-file orphan.json whittle-test/tool
expect_error 2 'share-base' minify -o oci:refused:small --trace first/trace.json --share-base whittle-test/tool
expect_error 2 'keep-file' minify -o oci:refused:small --keep-file first/keep.json --include-shell whittle-test/tool
