#!/usr/bin/env bash
# A static Go server: time zones, certificates, types, users and services are files of the image.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

minify_and_hold_out go
