#!/usr/bin/env bash
# From a registry to a registry, by skopeo: the result has the same digest there, and the statement as a referrer. The
# registry is Debian's, listens on loopback and requires a password.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

export REGISTRY_AUTH_FILE=$PWD/auth.json
trap 'end_registry; forget; [ "$complaints" -eq 0 ] || exit 1' EXIT

free_port() {
  /usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# It runs for at most five minutes.
start_registry() {
  registry=127.0.0.1:$(free_port)
  # shellcheck disable=SC2016
  printf 'me:%s\n' "$(perl -e 'print crypt("secret", q($2b$05$abcdefghijklmnopqrstuu))')" >passwords
  cat >registry.yml <<YAML
version: 0.1
log: {level: error, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $PWD/registry}}
auth: {htpasswd: {realm: test, path: $PWD/passwords}}
http: {addr: "$registry", secret: test}
YAML
  # docker-registry would read this variable of skopeo's as one of its own settings.
  env -u REGISTRY_AUTH_FILE timeout 300 docker-registry serve registry.yml >registry.log 2>&1 &
  registry_pid=$!
  for _ in {1..100}; do
    curl -s -o /dev/null "http://$registry/v2/" && return
    sleep 0.1
  done
  cat registry.log >&2
  fail "the registry does not answer"
}

end_registry() {
  [ -n "${registry_pid-}" ] || return 0
  kill "$registry_pid" 2>/dev/null || true
  wait "$registry_pid" 2>/dev/null || true
  registry_pid=
}

raw() {
  skopeo inspect --raw --tls-verify=false "docker://$registry/$1"
}

command -v docker-registry >/dev/null || fail "docker-registry is not installed: scripts/setup"
start_registry
read_options go
source=docker://$registry/source/go:1
result=docker://$registry/small/go:1

# Without a log-in it fails before any work is done.
expect_error 1 "cannot read $result.*(unauthorized|authentication required)" minify -o "$result" "${options[@]}" whittle-test/go
grep >/dev/null 'skopeo login' stderr || complain "the hint does not name skopeo login"
skopeo login --tls-verify=false -u me -p secret "$registry"
skopeo copy -q --dest-tls-verify=false --src-daemon-host "$DOCKER_HOST" docker-daemon:whittle-test/go:latest "$source"

minify -o "$result" --artifacts artifacts "${options[@]}" "$source"
[ "$(report .source.digest)" = "sha256:$(raw source/go:1 | sha256sum | cut -d ' ' -f 1)" ] || fail "the source has another digest"
digest=$(report .result.manifest_digest)
[ "sha256:$(raw small/go:1 | sha256sum | cut -d ' ' -f 1)" = "$digest" ] || fail "the result has another digest in the registry"
jq -e --arg name "$registry/small/go:1" '.subject[0].name == $name' artifacts/statement.json >/dev/null || complain "the statement names another"

# The engine pulls the result, and it works.
mkdir docker
docker --config docker login -u me -p secret "$registry" >/dev/null 2>&1
docker --config docker pull -q "$registry/small/go:1"
check_image go "$registry/small/go:1" --security-opt seccomp=artifacts/seccomp.json
docker image inspect "$registry/small/go:1" | jq -e --arg digest "$registry/small/go@$digest" '.[0].RepoDigests | index([$digest])' >/dev/null ||
  complain "the engine knows another digest"
docker rmi "$registry/small/go:1" >/dev/null

# The referrer is listed under the tag of the digest; its subject is the image, its layer the statement.
list=small/go:sha256-${digest#sha256:}
raw "$list" | jq -e '.mediaType == "application/vnd.oci.image.index.v1+json" and (.manifests | length) == 1' >/dev/null ||
  fail "the list of referrers is $(raw "$list")"
referrer=$(raw "$list" | jq -r '.manifests[0].digest')
raw "small/go@$referrer" >referrer.json
[ "sha256:$(sha256sum <referrer.json | cut -d ' ' -f 1)" = "$referrer" ] || complain "the referrer has another digest"
jq -e --arg digest "$digest" '.subject.digest == $digest and .artifactType == "application/vnd.in-toto+json"' referrer.json >/dev/null ||
  complain "the referrer is $(cat referrer.json)"
skopeo copy -q --src-tls-verify=false "docker://$registry/small/go@$referrer" dir:referrer
cmp "referrer/$(jq -r '.layers[0].digest' referrer.json | cut -d : -f 2)" artifacts/statement.json || complain "another statement"

# A new statement replaces ours in the list. Referrers of other programs stay.
skopeo copy -q --src-tls-verify=false "docker://$registry/small/go@$referrer" oci:others:one
raw "$list" | jq -c '.manifests[0].annotations = {"whose": "somebody else"}' >others.json
others=$(sha256sum <others.json | cut -d ' ' -f 1)
cp others.json "others/blobs/sha256/$others"
jq -c --arg digest "sha256:$others" --argjson size "$(stat -c %s others.json)" \
  '.manifests += [{mediaType: "application/vnd.oci.image.index.v1+json", digest: $digest, size: $size,
                   annotations: {"org.opencontainers.image.ref.name": "list"}}]' others/index.json >index.json
mv index.json others/index.json
skopeo copy -q --multi-arch index-only --dest-tls-verify=false oci:others:list "docker://$registry/$list"
for _ in 1 2; do
  # With the keep file, because the verification may have repaired something. The source has the same name, because the
  # result names its base.
  minify --no-verify -o "$result" --artifacts again --trace artifacts/trace.json --keep-file artifacts/keep.json "${options[@]}" "$source"
done
[ "$(report .result.manifest_digest again)" = "$digest" ] || complain "one keep file, two images"
raw "$list" | jq -e '[.manifests[] | .annotations.whose // "ours"] | sort == ["ours", "somebody else"]' >/dev/null ||
  complain "the list is now $(raw "$list")"

# Other commands take an image of a registry too.
shows 'same' "$WHITTLE" verify --cache "$LAYERS" "${options[@]}" "$source@$(report .source.digest)" "docker://$registry/small/go@$digest"
shows '/usr/local' "$WHITTLE" diff --cache "$LAYERS" "$source" "$result"

expect_error 1 'cannot pull.*(manifest unknown|name unknown)' minify -o oci:out "docker://$registry/source/go:2"
expect_error 2 'digest of a new image is not known' minify -o "docker://$registry/small/go@$digest" "$source"
expect_error 2 'not an image name' minify -o oci:out "docker://$registry/UPPER"
# shellcheck disable=SC2016
expect_error 1 'skopeo is not installed' unshare -m bash -c 'mount --bind /dev/null "$(command -v skopeo)" && exec "$@"' - \
  "$WHITTLE" minify --cache "$LAYERS" -o oci:out "$source"
end_registry
expect_error 1 'cannot read.*connection refused' minify -o "$result" "${options[@]}" whittle-test/go
[ ! -e out ] || complain "an image was written"
