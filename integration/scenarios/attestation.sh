#!/usr/bin/env bash
# The same image, trace and options give the same statement, both in the artifacts and attached to the image. Programs that
# read images still find the image.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

blob() {
  local file=result/blobs/sha256/${1#sha256:}
  [ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "${1#sha256:}" ] || fail "$1 has another digest"
  [ "$(stat -c %s "$file")" = "$2" ] || fail "$1 has another size"
  cat "$file"
}

read_options go
trace=$(recording go)
for run in first second; do
  mkdir "$run"
  (cd "$run" && minify -o oci:result:small --artifacts artifacts --trace "$trace" "${options[@]}" whittle-test/go)
done
cmp first/artifacts/statement.json second/artifacts/statement.json
diff -r first/result second/result
cd first

statement=artifacts/statement.json
jq -e '._type == "https://in-toto.io/Statement/v1" and (.predicateType | startswith("urn:whittle:"))' "$statement"
jq -e '.predicate.verification.passed and .predicate.contract.proven' "$statement"
[ "sha256:$(jq -r '.subject[0].digest.sha256' "$statement")" = "$(report .result.manifest_digest)" ] || fail "another subject"
[ "sha256:$(jq -r '.predicate.source.digest.sha256' "$statement")" = "$(report .source.digest)" ] || fail "another source"
# The digest is of the lines "PATH" for the recorded files that the image has.
/usr/bin/python3 - artifacts >used <<'PYTHON'
import json, sys
trace, keep = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("trace", "keep"))
image = {one["path"] for one in keep["paths"]}
for path in trace["files"]:
    if path in image: print(path)
PYTHON
[ "$(jq -r '.predicate.trace.digest.sha256' "$statement")" = "$(sha256sum <used | cut -d ' ' -f 1)" ] || fail "another trace"

# The referrer: index entry -> manifest -> subject, empty config, statement.
jq -e '.manifests | length == 2' result/index.json
entry=$(jq -c '.manifests[] | select(.artifactType == "application/vnd.in-toto+json")' result/index.json)
blob "$(jq -r .digest <<<"$entry")" "$(jq -r .size <<<"$entry")" >referrer.json
jq -e --arg digest "$(report .result.manifest_digest)" '.subject.digest == $digest and .artifactType == "application/vnd.in-toto+json"' \
  referrer.json
blob "$(jq -r .subject.digest referrer.json)" "$(jq -r .subject.size referrer.json)" >/dev/null
[ "$(blob "$(jq -r .config.digest referrer.json)" "$(jq -r .config.size referrer.json)")" = '{}' ] || fail "the config is not empty"
blob "$(jq -r '.layers[0].digest' referrer.json)" "$(jq -r '.layers[0].size' referrer.json)" | cmp - "$statement"

skopeo inspect oci:result:small | jq -re .Digest | grep >/dev/null -x "$(report .result.manifest_digest)"
umoci unpack --image result:small bundle
[ -x bundle/rootfs/usr/local/bin/server ] || fail "umoci unpacked no server"
skopeo copy -q --dest-daemon-host "$DOCKER_HOST" oci:result:small "docker-daemon:$results/attested:latest"
check_image go "$results/attested"

# A result that fails its verification has no statement.
cd ..
"$WHITTLE" minify --cache "$LAYERS" --artifacts failed --trace "$trace" --exec '/no/such' whittle-test/go || true
for file in statement.json contract.json contract.md; do
  [ ! -e "failed/$file" ] || fail "a failed verification has a $file"
done
