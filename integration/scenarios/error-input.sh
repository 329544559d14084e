#!/usr/bin/env bash
# Input that is missing or broken: one line, one hint, no output.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

refused() {
  # A cache of its own: a layer that is in the cache is not read again.
  expect_error 1 "$1" "$WHITTLE" minify --cache "$PWD/cache" -o oci:out:small --artifacts artifacts "${@:3}" "$2"
  [ ! -e out ] || complain "an output was made"
}
copy() { rm -rf "$1"; cp -r good "$1"; }
tiny good
blob() { jq -re "$1" "good/blobs/sha256/$(jq -re '.manifests[0].digest[7:]' good/index.json)"; }
layer=blobs/sha256/$(blob '.layers[0].digest[7:]')
config=blobs/sha256/$(blob '.config.digest[7:]')

refused 'no-such-image' whittle-test/no-such-image
refused 'absent.tar' docker-archive:absent.tar
refused 'absent' oci:absent:latest
refused 'no-such-tag' oci:good:no-such-tag

copy truncated; truncate -s 100000 "truncated/$layer"
refused "$(basename "$layer")|truncated" oci:truncated:latest
copy corrupted; printf XXXX | dd of="corrupted/$layer" bs=1 seek=200000 conv=notrunc status=none
refused 'corrupt' oci:corrupted:latest
copy wrong-digest; sed -i 's/amd64/amd46/; s/"linux"/"linus"/' "wrong-digest/$config"
refused 'sha256|digest' oci:wrong-digest:latest
copy missing; rm "missing/$layer"
refused "$(basename "$layer")" oci:missing:latest

tiny unknown --layer-media-type application/vnd.example.layer
refused 'application/vnd.example.layer' oci:unknown:latest
tiny foreign --architecture s390x
refused 's390x' oci:foreign:latest
tiny index --architecture s390x --index-architecture s390x
refused 'linux/amd64|linux/arm64' oci:index:latest
