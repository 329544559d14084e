#!/usr/bin/env bash
# report.json, trace.json, keep.json and seccomp.json have the members that the manual lists.
# Quick: all of it.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify --artifacts artifacts --tag "$results/artifacts" "${options[@]}" whittle-test/tool
jq -e '.schema and .source.reference and .source.digest and .source.files and .source.layers' artifacts/report.json
jq -e '.result.reference and .result.files and (.result.manifest_digest | startswith("sha256:"))' artifacts/report.json
jq -e '(.stages | length > 3) and all(.stages[]; .name and .seconds >= 0) and .container_seconds > 0' artifacts/report.json
jq -e '.verification.passed and (.verification.exercises | type == "array") and (.warnings | type == "array")' artifacts/report.json
jq -e '.syscalls > 10 and has("losses")' artifacts/report.json
jq -e '.defaultAction == "SCMP_ACT_ERRNO"' artifacts/seccomp.json
jq -e type artifacts/trace.json artifacts/keep.json
# The sizes are those that docker shows.
for image in "whittle-test/tool .source.size" "$results/artifacts .result.size"; do
  read -r reference field <<<"$image"
  docker_size=$(docker image inspect -f '{{.Size}}' "$reference")
  [ "$(report "$field")" -eq "$docker_size" ] || fail "$field: $(report "$field"), docker says $docker_size"
done
