#include "profile/bpf.h"

#include <doctest/doctest.h>
#include <linux/audit.h>

#include <cstddef>
#include <vector>

#include "whittle/error.h"

using namespace whittle;

namespace {

using Program = std::vector<sock_filter>;

constexpr seccomp_data kCall = {.nr = 7,
                                .arch = AUDIT_ARCH_X86_64,
                                .instruction_pointer = 0x1122334455667788,
                                .args = {0x00000001'80000002, 3, 4, 5, 6, 0xffffffff'fffffff0}};

sock_filter load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}
const sock_filter kReturnA = BPF_STMT(BPF_RET | BPF_A, 0);
sock_filter value(std::uint32_t number) {
  return BPF_STMT(BPF_LD | BPF_IMM, number);
}

std::uint32_t run(const Program& program) {
  return profile::run_filter(program, kCall);
}

}  // namespace

TEST_CASE("a filter reads the call, word by word") {
  CHECK(run({load(offsetof(seccomp_data, nr)), kReturnA}) == 7);
  CHECK(run({load(offsetof(seccomp_data, arch)), kReturnA}) == AUDIT_ARCH_X86_64);
  CHECK(run({load(offsetof(seccomp_data, instruction_pointer)), kReturnA}) == 0x55667788);
  CHECK(run({load(offsetof(seccomp_data, args)), kReturnA}) == 0x80000002);
  CHECK(run({load(offsetof(seccomp_data, args) + 4), kReturnA}) == 1);
  CHECK(run({load(offsetof(seccomp_data, args) + 44), kReturnA}) == 0xffffffff);
  CHECK(run({BPF_STMT(BPF_LD | BPF_W | BPF_LEN, 0), kReturnA}) == 64);
}

TEST_CASE("a filter calculates with unsigned 32-bit numbers") {
  const struct {
    std::uint16_t operation;
    std::uint32_t by;
    std::uint32_t result;
  } cases[] = {{BPF_ADD, 0xfffffff0, 0xf0}, {BPF_SUB, 0x101, 0xffffffff},
               {BPF_MUL, 3, 0x300},         {BPF_DIV, 3, 0x55},
               {BPF_AND, 0x300, 0x100},     {BPF_OR, 1, 0x101},
               {BPF_XOR, 0x101, 1},         {BPF_LSH, 24, 0},
               {BPF_LSH, 4, 0x1000},        {BPF_RSH, 4, 0x10},
               {BPF_NEG, 0, 0xffffff00},    {BPF_LSH, 40, 0},
               {BPF_RSH, 0x80000000, 0}};
  for (const auto& row : cases) {
    CAPTURE(row.operation);
    CAPTURE(row.by);
    const auto code = static_cast<std::uint16_t>(BPF_ALU | row.operation);
    CHECK(run({value(0x100), BPF_STMT(static_cast<std::uint16_t>(code | BPF_K), row.by),
               kReturnA}) == row.result);
    CHECK(run({value(row.by), BPF_STMT(BPF_MISC | BPF_TAX, 0), value(0x100),
               BPF_STMT(static_cast<std::uint16_t>(code | BPF_X), 0), kReturnA}) == row.result);
  }
}

TEST_CASE("a filter jumps, keeps words, and returns a constant") {
  const auto jump = [](std::uint16_t condition, std::uint32_t than) {
    return run({value(5),
                BPF_JUMP(static_cast<std::uint16_t>(BPF_JMP | condition | BPF_K), than, 1, 0),
                BPF_STMT(BPF_RET | BPF_K, 0), BPF_STMT(BPF_RET | BPF_K, 1)}) == 1;
  };
  CHECK(jump(BPF_JEQ, 5));
  CHECK_FALSE(jump(BPF_JEQ, 6));
  CHECK(jump(BPF_JGT, 4));
  CHECK_FALSE(jump(BPF_JGT, 5));
  CHECK(jump(BPF_JGE, 5));
  CHECK_FALSE(jump(BPF_JGE, 6));
  CHECK_FALSE(jump(BPF_JGT, 0xffffffff));
  CHECK(jump(BPF_JSET, 4));
  CHECK_FALSE(jump(BPF_JSET, 2));
  CHECK(run({BPF_STMT(BPF_JMP | BPF_JA, 1), BPF_STMT(BPF_RET | BPF_K, 0),
             BPF_STMT(BPF_RET | BPF_K, 9)}) == 9);
  CHECK(run({value(3), BPF_STMT(BPF_ST, 15), value(0), BPF_STMT(BPF_LD | BPF_MEM, 15), kReturnA}) ==
        3);
  CHECK(run({BPF_STMT(BPF_LDX | BPF_IMM, 4), BPF_STMT(BPF_STX, 0), BPF_STMT(BPF_MISC | BPF_TXA, 0),
             kReturnA}) == 4);
}

TEST_CASE("a filter that the kernel would refuse is an Error") {
  const Program programs[] = {
      {},
      {value(1)},
      {load(64), kReturnA},
      {load(2), kReturnA},
      {BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0), kReturnA},
      {BPF_STMT(BPF_LD | BPF_W | BPF_IND, 0), kReturnA},
      {BPF_STMT(BPF_LD | BPF_MEM, 16), kReturnA},
      {BPF_STMT(BPF_ST, 16), kReturnA},
      {BPF_STMT(BPF_ALU | BPF_DIV | BPF_K, 0), kReturnA},
      {BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, 1), kReturnA},
      {BPF_STMT(BPF_JMP | BPF_JA, 0xffffffff), kReturnA},
      {BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 1), kReturnA},
      {BPF_STMT(BPF_MISC | 0x40, 0), kReturnA},
      Program(BPF_MAXINSNS + 1, kReturnA),
  };
  for (const Program& program : programs) CHECK_THROWS_AS(run(program), Error);
}
