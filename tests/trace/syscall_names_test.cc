#include "trace/syscall_names.h"

#include <doctest/doctest.h>
#include <linux/audit.h>

using namespace whittle;

TEST_CASE("a number means another call in each ABI") {
  CHECK(trace::syscall_name(AUDIT_ARCH_X86_64, 5) == "fstat");
  CHECK(trace::syscall_name(AUDIT_ARCH_I386, 5) == "open");
  CHECK(trace::syscall_name(AUDIT_ARCH_AARCH64, 56) == "openat");
  CHECK(trace::abi_name(AUDIT_ARCH_X86_64) == "x86_64");
  CHECK(trace::abi_name(AUDIT_ARCH_I386) == "x86");
  CHECK(trace::abi_name(AUDIT_ARCH_AARCH64) == "aarch64");
}

TEST_CASE("x32 is recognised by its bit") {
  CHECK(trace::abi_name(AUDIT_ARCH_X86_64, 0x40000000 + 1) == "x32");
  CHECK(trace::syscall_name(AUDIT_ARCH_X86_64, 0x40000000 + 1) == "write");
}

TEST_CASE("names are resolved to numbers") {
  CHECK(trace::syscall_number(AUDIT_ARCH_X86_64, "openat2") == 437);
  CHECK(trace::syscall_number(AUDIT_ARCH_I386, "connect") == 362);
  CHECK(trace::syscall_number(AUDIT_ARCH_X86_64, "fchmodat2") ==
        452);  // newer than libseccomp 2.5.4
  CHECK(!trace::syscall_number(AUDIT_ARCH_AARCH64, "open"));
}

TEST_CASE("unknown calls and ABIs have names too") {
  CHECK(trace::syscall_name(AUDIT_ARCH_X86_64, 999) == "unknown_999");
  CHECK(trace::abi_name(0x12345).starts_with("unknown_"));
}
