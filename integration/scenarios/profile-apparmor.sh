#!/usr/bin/env bash
# AppArmor profiles of sample images: apparmor_parser accepts them, and they have the rules that the apps need.
# Quick: leaves out express and apache.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

# has NAME RULE...: the profile has those rules.
has() {
  local name=$1 rule
  shift
  for rule in "$@"; do
    grep -qxF -e "  $rule," -e "  $rule,  " "$name.profile" || grep -qF "  $rule,  #" "$name.profile" ||
      complain "$name: no rule '$rule'"
  done
}

names=(redis flask go)
! full || names+=(express apache)
for name in "${names[@]}"; do
  "$WHITTLE" profile --cache "$LAYERS" --format apparmor --trace "$(recording "$name")" -o "$name.profile" "whittle-test/$name"
  started=$SECONDS
  apparmor_parser -QK "$name.profile"
  echo "$name: $(grep -c ',' "$name.profile") lines, parsed in $((SECONDS - started)) s"
  [ "$(grep -c ',' "$name.profile")" -le 3000 ] || complain "$name: too many rules"
  has "$name" 'network inet stream' 'deny mount' 'signal (receive) peer=unconfined'
done

has redis '/usr/local/bin/docker-entrypoint.sh rix' '/usr/bin/redis-check-rdb mrix' '/data/** rwlk' 'capability setuid' 'capability setgid'
! full || has apache '/usr/sbin/apache2 mrix' 'capability setuid'
