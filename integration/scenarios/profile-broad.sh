#!/usr/bin/env bash
# The broad profile of a tool that makes few calls: docker run --init works, calls without power work although no run made
# them, and those with power are refused. The original runs under it, because it has the programs that try.
# Quick: leaves out the verification.
# shellcheck source=../lib.sh
source "$(dirname "$0")/../lib.sh"

read_options tool
minify "${quick[@]}" --tag "$results/tool" --artifacts artifacts --trace "$(recording tool)" "${options[@]}" whittle-test/tool
check_image tool "$results/tool" --init --security-opt seccomp=artifacts/seccomp.json

# under SECCOMP PERL...: runs a line of Perl.
under() {
  local profile=$1
  shift
  docker run --rm --init --label "$label" --security-opt "seccomp=$profile" --entrypoint perl whittle-test/tool -e "$@"
}

# shellcheck disable=SC2016
ordinary='use POSIX ();
  mkdir "/tmp/d" and rmdir "/tmp/d" or die "rmdir: $!";
  getpgrp(0) >= 0 && POSIX::setpgid(0, 0) or die "setpgid: $!";
  defined POSIX::dup(1) or die "dup: $!";
  defined POSIX::dup2(1, 9) or die "dup2: $!";
  pipe(my $in, my $out) or die "pipe: $!";
  open(my $file, ">", "/tmp/a") or die "open: $!";
  print $file "text" and close $file or die "write: $!";
  link("/tmp/a", "/tmp/b") && rename("/tmp/b", "/tmp/c") && chmod(0600, "/tmp/c") && utime(1, 1, "/tmp/c") or die "link: $!";
  open(my $again, "<", "/tmp/c") or die "open: $!";
  syscall(40, fileno $out, fileno $again, 0, 4) == 4 or die "sendfile: $!";
  defined(my $child = fork) or die "fork: $!";
  exec "sleep", 100 unless $child;
  kill(15, $child) == 1 && waitpid($child, 0) == $child or die "kill: $!";
  socket(my $socket, 2, 1, 0) or die "socket: $!";
  print "all\n"'
if [ "$(uname -m)" = x86_64 ]; then
  shows '^all$' under artifacts/seccomp.json "$ordinary"
  # unshare, mount, ptrace, bpf, keyctl, setns, chroot; a family of sockets; a new user namespace by clone.
  for call in '272, 0x10000000' '165, 0, 0, 0, 0, 0' '101, 0, 0, 0, 0' '321, 0, 0, 0' '250, 0, 0' '308, 0, 0' '161, 0' \
    '41, 38, 5, 0' '56, 0x10000011, 0, 0, 0, 0'; do
    shows '^1$' under artifacts/seccomp.json "syscall($call) == -1 or exit 1; print \$! + 0, qq(\n)" ||
      fail "not refused: $call"
  done
  # io_uring_setup and clone3 are not there, so that libraries fall back.
  for call in '425, 0, 0' '435, 0, 0'; do
    shows '^38$' under artifacts/seccomp.json "syscall($call); print \$! + 0, qq(\n)"
  done
fi

jq -e '.profile.with_power == [] and (.docker_default.with_power | length) > 5 and .docker_default.allowed >= 295' \
  artifacts/report.json || fail "$(report '[.profile, .docker_default] | tojson')"
shows '"ordinary"' jq -c .allowed_by_reason artifacts/report.json

# Connections: a choice, and a warning that names what could make one.
minify "${quick[@]}" --artifacts artifacts --trace "$(recording tool)" "${options[@]}" whittle-test/tool 2>&1 | tee said
grep -q 'no connection to elsewhere was recorded' said || fail "no warning about connections"
minify "${quick[@]}" --seccomp-network recorded --artifacts alone --trace "$(recording tool)" "${options[@]}" whittle-test/tool 2>&1 | tee said
! grep -q 'no connection to elsewhere' said || fail "a warning about connections that the profile refuses"
check_image tool "$results/tool" --security-opt seccomp=alone/seccomp.json
# shellcheck disable=SC2016
connect='socket(my $socket, 2, 1, 0) or do { print $! + 0, "\n"; exit }; print "made\n"'
shows '^made$' under artifacts/seccomp.json "$connect"
shows '^1$' under alone/seccomp.json "$connect"
