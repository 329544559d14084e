#!/usr/bin/env bash
# A module that no run imported, and whose own import builds the name of what it needs, works in the result; modules that hang,
# exit, serve or write while they are imported are skipped or loaded, and leave nothing behind.
# Quick: leaves out the verification, and so the loads in the result.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

cat >app.py <<'APP'
import http.server


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        answer = 'hello'
        if self.path == '/zone':
            import zoneinfo
            answer = str(len(zoneinfo.TZPATH) > 0)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer.encode())


if __name__ == '__main__':
    http.server.HTTPServer(('', 8000), Handler).serve_forever()
APP
echo 'import time; time.sleep(1000)' >hangs.py
echo 'import os; os._exit(4)' >exits.py
echo 'import http.server; http.server.HTTPServer(("", 8000), None).serve_forever()' >serves.py
echo 'open("/tmp/left-by-a-unit", "w").write("x" * 1000)' >writes.py
cat >Dockerfile <<'DOCKERFILE'
FROM whittle-test/flask
COPY app.py hangs.py exits.py serves.py writes.py /srv/shop/
WORKDIR /srv/shop
CMD ["python3", "app.py"]
DOCKERFILE
docker build -q -t "$results/app" . >/dev/null

minify "${quick[@]}" --rehearsal-time 60 --tag "$results/small" --artifacts artifacts "$results/app" | tee out
grep 'rehearsed .* kept modules and libraries that no run used' out >/dev/null || complain "the summary does not tell of the rehearsal"
python='.rehearsal.runtimes[] | select(.runtime == "Python")'
[ "$(report "$python | .files > 0 and .loaded > 20")" = true ] || complain "nothing was found: $(report "$python | del(.skipped)")"
for unit in hangs exits serves; do
  report "$python | .skipped[] | select(.unit == \"import $unit\")" >/dev/null || complain "$unit was not skipped"
done
data=$(jq -r '.files? // {} | keys[]' artifacts/trace.json | grep _sysconfigdata || true)
[ -z "$data" ] || complain "the rehearsal is in the trace: $data"
grep '_sysconfigdata.*"rule":"rehearsed"' artifacts/keep.json >/dev/null || complain "what zoneinfo needs is not kept"
! grep 'left-by-a-unit' artifacts/trace.json artifacts/keep.json || complain "what a unit wrote is in the artifacts"
if full; then
  [ "$(report '.rehearsal.checked > 20 and (.rehearsal.fails_in_result | length == 0)')" = true ] || complain "not the same in the result"
fi

serve "$results/small"
[ "$(curl -sS --retry 20 --retry-connrefused --retry-delay 1 "http://$address:8000/zone")" = True ] || complain "zoneinfo does not work"

minify --no-verify --no-rehearsal --artifacts without "$results/app" >/dev/null
[ "$(report '.rehearsal.run' without || true)" = false ] || complain "--no-rehearsal rehearses"
