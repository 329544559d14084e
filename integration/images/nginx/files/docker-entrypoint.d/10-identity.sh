#!/bin/sh
# Says who runs the server: uses the setuid program and the one with a capability.
set -e
id-as-root -u
id-bind -u
cat /etc/os-release | grep PRETTY_NAME
