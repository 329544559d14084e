#!/usr/bin/env bash
# --share-base: a web server, an app and a database on the same base get one common layer, and all work.
# Quick: leaves out the verification of the results.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

names=(nginx flask redis)
outputs=() images=()
for name in "${names[@]}"; do
  outputs+=(--tag "$results/$name")
  images+=("whittle-test/$name")
done
# GET / is the only exercise, so the other pages of nginx are included by name.
minify --share-base --artifacts artifacts "${quick[@]}" "${outputs[@]}" --include-path "/usr/share/nginx/html*" "${images[@]}"

common=$(docker image inspect -f '{{index .RootFS.Layers 0}}' "$results/nginx")
for name in "${names[@]}"; do
  result="$results/$name"
  directory=artifacts/whittle-test_$name
  check_image "$name" "$result"
  compare_configuration "whittle-test/$name" "$result"
  [ "$(docker image inspect -f '{{index .RootFS.Layers 0}}' "$result")" = "$common" ] || fail "$name has another base"
  [ "$(docker image inspect -f '{{len .RootFS.Layers}}' "$result")" = 2 ] || fail "$name has no layer of its own"
  echo "$name: $(report .result.size "$directory") bytes, of which $(docker history --format '{{.Size}}' --human=false "$result" | head -n 1) its own"
  docker save "whittle-test/$name:latest" -o source.tar
  docker save "$result:latest" -o result.tar
  "$here/compare-metadata" source.tar result.tar "$directory" >metadata.json || fail "$name: entries differ from the source's"
  rm source.tar result.tar
done
# A file of the base that only another image needs is in the common layer, with that reason.
other=$(jq -er 'first(.paths[] | select(.kept and (.evidence | startswith("needed by whittle-test/")))) | .path' \
  artifacts/whittle-test_redis/keep.json)
shows 'needed by whittle-test/' "$WHITTLE" explain artifacts/whittle-test_redis "$other"

# Errors: images with no common layer, one image, too few outputs, the same image twice.
tiny one --layers 2
tiny two --layers 2 --files 3
expect_error 1 'no layer in common' minify --share-base -o oci:out:a -o oci:out:b whittle-test/redis oci:one:latest
expect_error 2 'at least two' minify --share-base -o oci:out:a oci:one:latest
expect_error 2 '2 images and 1 outputs' minify --share-base -o oci:out:a oci:one:latest oci:two:latest
expect_error 2 'named twice' minify --share-base -o oci:out:a -o oci:out:b oci:one:latest oci:one:latest
expect_error 2 'more than one IMAGE' minify -o oci:out:a oci:one:latest oci:two:latest
# When the verification of one fails, the other is not written either.
expect_error 1 'did not pass the verification' minify --share-base --tag "$results/a" --tag "$results/b" \
  --exclude-pattern /srv/app/app.py whittle-test/nginx whittle-test/flask
! docker image inspect "$results/a" >/dev/null 2>&1 || fail "one was written"
[ ! -e out ] || fail "an output was made"
