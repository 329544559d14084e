#!/bin/bash
# Makes the database when there is none, then runs the server.
set -e
if [ "$(id -u)" = 0 ]; then
  chown postgres "$PGDATA"
  exec gosu postgres "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --auth=trust --locale=C --encoding=UTF8
  echo 'host all all all trust' >>"$PGDATA/pg_hba.conf"
fi
exec "$@"
