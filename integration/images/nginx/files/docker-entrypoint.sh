#!/bin/sh
# Runs what stands in /docker-entrypoint.d, then the command.
set -e
if [ "$1" = nginx ] && find /docker-entrypoint.d/ -mindepth 1 -maxdepth 1 -type f | read -r _; then
  find /docker-entrypoint.d/ -follow -type f | sort -V | while read -r script; do
    if [ -x "$script" ]; then
      echo "$0: running $script"
      "$script"
    else
      echo "$0: ignoring $script, not executable"
    fi
  done
fi
exec "$@"
