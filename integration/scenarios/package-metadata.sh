#!/usr/bin/env bash
# The distributions' own tools list exactly the packages of which the result has files.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# left MANAGER [ARTIFACTS]: names of the packages that sbom.difference.cdx.json calls kept or partial.
left() {
  jq -r --arg manager "$1" '.components[] | select(.properties) |
    (.properties | map({(.name): .value}) | add) as $said |
    select($said["whittle:manager"] == $manager and $said["whittle:state"] != "removed") | .name' \
    "${2-artifacts}/sbom.difference.cdx.json" | sort
}

# unpack LAYOUT DIR: an image of one layer.
unpack() {
  local manifest layer
  manifest=$(jq -r '.manifests[0].digest' "$1/index.json")
  layer=$(jq -r '.layers[0].digest' "$1/blobs/sha256/${manifest#sha256:}")
  mkdir "$2"
  tar -xzf "$1/blobs/sha256/${layer#sha256:}" -C "$2"
}

same() {
  diff "$2" "$3" || complain "$1 finds other packages than the bill says"
}

debian() {
  read_options flask
  minify "${quick[@]}" --tag "$results/flask" --artifacts artifacts --trace "$(recording flask)" "${options[@]}" whittle-test/flask
  check_image flask "$results/flask"
  mkdir root
  docker export "$(docker create --label "$label" "$results/flask")" | tar -x -C root

  [ -z "$(dpkg --root="$PWD/root" --audit)" ] || complain "dpkg --audit: $(dpkg --root="$PWD/root" --audit)"
  dpkg-query --root="$PWD/root" -W -f '${Package}\n' | sort >dpkg
  same dpkg dpkg <(left dpkg)
  grep >/dev/null -x python3-flask dpkg || complain "python3-flask is not listed"
  ! grep >/dev/null -x perl-base dpkg || complain "perl-base is gone, and listed"
  dpkg --root="$PWD/root" -L libc6 | while read -r path; do
    [ -e "root$path" ] || [ -L "root$path" ] || echo "$path"
  done >missing
  [ ! -s missing ] || complain "dpkg -L names what is not there: $(head -n 3 missing)"

  python3 -c 'import importlib.metadata, sys
for package in importlib.metadata.distributions(path=sys.argv[1:]): print(package.metadata["Name"])' \
    root/usr/lib/python3/dist-packages | sort >pip
  same importlib.metadata pip <(left pip)
  echo "dpkg: $(wc -l <dpkg) packages left, pip: $(wc -l <pip)"
}

# Debian has no apk: its database is compared as text.
alpine() {
  mkdir -p alpine/lib/apk/db alpine/etc/apk alpine/usr/share
  printf 'P:%s\nV:1-r0\nA:x86_64\nF:etc\nR:%s\n\n' motd motd gone gone >alpine/lib/apk/db/installed
  printf 'motd\ngone\n' >alpine/etc/apk/world
  touch alpine/etc/gone
  tiny apk-image --tree alpine
  minify -o oci:apk-result:latest --artifacts apk-artifacts oci:apk-image:latest
  unpack apk-result apk-root
  sed -n 's/^P://p' apk-root/lib/apk/db/installed | diff - <(left apk apk-artifacts) || complain "apk's database"
  diff <(echo motd) apk-root/etc/apk/world || complain "apk's world"
}

# package NAME PATH: an rpm of one file.
package() {
  cat >"$1.spec" <<END
Name: $1
Version: 1
Release: 1
Summary: one file
License: MIT
BuildArch: noarch
%description
%install
mkdir -p %{buildroot}$(dirname "$2")
echo $1 >%{buildroot}$2
%files
$2
END
  rpmbuild --quiet --define "_topdir $PWD/rpm" -bb "$1.spec"
}

fedora() {
  package motd /etc/motd
  package gone /usr/share/gone
  mkdir fedora
  rpm --root "$PWD/fedora" --dbpath /var/lib/rpm --nodeps --ignorearch -i rpm/RPMS/noarch/*.rpm
  # Files that rpm uses only while it runs.
  rm -rf fedora/var/lib/rpm/rpmdb.sqlite-shm fedora/var/lib/rpm/.rpm.lock fedora/var/tmp
  [ "$(rpm --root "$PWD/fedora" --dbpath /var/lib/rpm -qa | wc -l)" = 2 ] || fail "rpm has not installed both"
  tiny rpm-image --tree fedora
  minify -o oci:rpm-result:latest --artifacts rpm-artifacts oci:rpm-image:latest
  unpack rpm-result rpm-root
  rpm --root "$PWD/rpm-root" --dbpath /var/lib/rpm -qa --queryformat '%{NAME}\n' | sort >rpms
  same rpm rpms <(left rpm rpm-artifacts)
  diff <(echo motd) rpms || complain "motd alone is left"
  rpmdb --root "$PWD/rpm-root" --dbpath /var/lib/rpm --verifydb || complain "rpm finds its database damaged"
}

options_work() {
  minify --artifacts dropped --package-metadata drop oci:apk-image:latest
  minify --artifacts kept --package-metadata keep oci:apk-image:latest
  shows dropped "$WHITTLE" explain dropped /lib/apk/db/installed
  shows kept "$WHITTLE" explain kept /lib/apk/db/installed
  expect_error 2 'package-metadata' minify --artifacts none --package-metadata some oci:apk-image:latest
}

alpine
fedora
options_work
debian
