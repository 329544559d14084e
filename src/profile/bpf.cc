#include "profile/bpf.h"

#include <linux/bpf_common.h>

#include <cstring>

#include "whittle/error.h"

namespace whittle::profile {
namespace {

[[noreturn]] void refuse(const char* what) {
  throw Error(std::string("the seccomp filter is not valid: ") + what);
}

class Machine {
 public:
  explicit Machine(const seccomp_data& call) : call_(call) {}

  void load(const sock_filter& instruction) {
    const bool into_x = BPF_CLASS(instruction.code) == BPF_LDX;
    (into_x ? x_ : a_) = source(instruction);
  }
  void store(const sock_filter& instruction) {
    if (instruction.k >= BPF_MEMWORDS) refuse("a store out of bounds");
    memory_[instruction.k] = instruction.code == BPF_STX ? x_ : a_;
  }
  void calculate(const sock_filter& instruction);
  bool holds(const sock_filter& instruction) const;
  void move(std::uint16_t code) {
    if (code == (BPF_MISC | BPF_TAX)) {
      x_ = a_;
    } else if (code == (BPF_MISC | BPF_TXA)) {
      a_ = x_;
    } else {
      refuse("an unknown instruction");
    }
  }
  std::uint32_t result(const sock_filter& instruction) const {
    return BPF_RVAL(instruction.code) == BPF_A ? a_ : instruction.k;
  }

 private:
  std::uint32_t source(const sock_filter& instruction) const;
  std::uint32_t operand(const sock_filter& instruction) const {
    return BPF_SRC(instruction.code) == BPF_X ? x_ : instruction.k;
  }

  const seccomp_data& call_;
  std::uint32_t a_ = 0;
  std::uint32_t x_ = 0;
  std::uint32_t memory_[BPF_MEMWORDS] = {};
};

std::uint32_t Machine::source(const sock_filter& instruction) const {
  if (BPF_SIZE(instruction.code) != BPF_W) refuse("a load of another size than a word");
  switch (BPF_MODE(instruction.code)) {
    case BPF_IMM:
      return instruction.k;
    case BPF_LEN:
      return sizeof call_;
    case BPF_MEM:
      if (instruction.k >= BPF_MEMWORDS) refuse("a load out of bounds");
      return memory_[instruction.k];
    case BPF_ABS: {
      if (BPF_CLASS(instruction.code) == BPF_LDX) refuse("an unknown instruction");
      if (instruction.k % 4 != 0 || instruction.k >= sizeof call_) refuse("a load out of bounds");
      std::uint32_t word = 0;
      std::memcpy(&word, reinterpret_cast<const char*>(&call_) + instruction.k, sizeof word);
      return word;
    }
    default:
      refuse("an unknown instruction");
  }
}

void Machine::calculate(const sock_filter& instruction) {
  const std::uint32_t by = operand(instruction);
  switch (BPF_OP(instruction.code)) {
    case BPF_ADD:
      a_ += by;
      return;
    case BPF_SUB:
      a_ -= by;
      return;
    case BPF_MUL:
      a_ *= by;
      return;
    case BPF_DIV:
      if (by == 0) refuse("a division by zero");
      a_ /= by;
      return;
    case BPF_AND:
      a_ &= by;
      return;
    case BPF_OR:
      a_ |= by;
      return;
    case BPF_XOR:
      a_ ^= by;
      return;
    case BPF_LSH:
      a_ = by < 32 ? a_ << by : 0;
      return;
    case BPF_RSH:
      a_ = by < 32 ? a_ >> by : 0;
      return;
    case BPF_NEG:
      a_ = -a_;
      return;
    default:
      refuse("an unknown instruction");
  }
}

bool Machine::holds(const sock_filter& instruction) const {
  const std::uint32_t than = operand(instruction);
  switch (BPF_OP(instruction.code)) {
    case BPF_JEQ:
      return a_ == than;
    case BPF_JGT:
      return a_ > than;
    case BPF_JGE:
      return a_ >= than;
    case BPF_JSET:
      return (a_ & than) != 0;
    default:
      refuse("an unknown instruction");
  }
}

}  // namespace

std::uint32_t run_filter(std::span<const sock_filter> program, const seccomp_data& call) {
  if (program.size() > BPF_MAXINSNS) refuse("it is too long");
  Machine machine(call);
  // Jumps only go forward, so this ends.
  for (std::uint64_t at = 0; at < program.size(); ++at) {
    const sock_filter& instruction = program[at];
    switch (BPF_CLASS(instruction.code)) {
      case BPF_LD:
      case BPF_LDX:
        machine.load(instruction);
        break;
      case BPF_ST:
      case BPF_STX:
        machine.store(instruction);
        break;
      case BPF_ALU:
        machine.calculate(instruction);
        break;
      case BPF_JMP:
        if (BPF_OP(instruction.code) == BPF_JA) {
          at += instruction.k;
        } else {
          at += machine.holds(instruction) ? instruction.jt : instruction.jf;
        }
        break;
      case BPF_RET:
        return machine.result(instruction);
      default:
        machine.move(instruction.code);
    }
  }
  refuse("it runs past its end");
}

}  // namespace whittle::profile
