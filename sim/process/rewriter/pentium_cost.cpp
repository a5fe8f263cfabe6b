// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/pentium_cost.h"

#include <algorithm>
#include <array>

#include "sim/process/rewriter/decoded.h"
#include "sim/process/rewriter/pentium_table.h"

namespace shrimp::rewriter {
namespace {

constexpr int x87_stack = 32;  // after the vector registers: the stack of the x87 as one resource [A]
constexpr int float_resources = 33;
using FloatSet = std::uint64_t;

/// One instruction as the pipes see it.
struct Stage {
  Timing timing;
  RegisterSet reads = 0, writes = 0, address = 0;
  FloatSet float_reads = 0, float_writes = 0;
  bool moves_stack = false;  // push, pop, call, ret change the stack pointer by themselves
  bool is_jump = false;
  enum class Memory { none, read, modify } memory = Memory::none;
  ZydisInstructionCategory category = ZYDIS_CATEGORY_INVALID;
};

bool by_stack_engine(ZydisInstructionCategory c) {
  return c == ZYDIS_CATEGORY_PUSH || c == ZYDIS_CATEGORY_POP || c == ZYDIS_CATEGORY_CALL ||
         c == ZYDIS_CATEGORY_RET;
}

bool is_zeroing(const Decoded& d) {
  const ZydisDecodedOperand *a = &d.operands[0], *b = &d.operands[d.instruction.operand_count_visible - 1];
  const bool exclusive = d.mnemonic() == ZYDIS_MNEMONIC_PXOR || d.mnemonic() == ZYDIS_MNEMONIC_XORPS ||
                         d.mnemonic() == ZYDIS_MNEMONIC_XORPD;
  return exclusive && a->type == ZYDIS_OPERAND_TYPE_REGISTER && b->type == ZYDIS_OPERAND_TYPE_REGISTER &&
         a->reg.value == b->reg.value;
}

void note_operand(const ZydisDecodedOperand& o, bool zeroing, Stage& s) {
  if (o.type == ZYDIS_OPERAND_TYPE_MEMORY && o.mem.type != ZYDIS_MEMOP_TYPE_VSIB)
    s.address |= address_registers(o);
  if (o.type != ZYDIS_OPERAND_TYPE_REGISTER) return;
  if (const int r = general_register(o.reg.value); r >= 0) {
    const bool implicit_stack = s.moves_stack && r == rsp && !is_visible(o);
    if (implicit_stack) return;
    if (reads(o)) s.reads |= bit(r);
    if (writes(o)) s.writes |= bit(r);
  } else if (is_vector(o.reg.value) || is_x87(o.reg.value)) {
    const int n = is_x87(o.reg.value) ? x87_stack : ZydisRegisterGetId(o.reg.value) & 31;
    if (reads(o) && !zeroing) s.float_reads |= FloatSet{1} << n;
    if (writes(o)) s.float_writes |= FloatSet{1} << n;
  }
}

Stage stage_of(const Code& code) {
  Decoded d;
  Stage s;
  if (!decode(code, d)) return s;
  s.timing = timing_of(d);
  s.category = d.instruction.meta.category;
  s.moves_stack = by_stack_engine(s.category);
  s.is_jump = s.category == ZYDIS_CATEGORY_COND_BR || s.category == ZYDIS_CATEGORY_UNCOND_BR;
  const bool zeroing = is_zeroing(d);
  for (const ZydisDecodedOperand& o : d) {
    note_operand(o, zeroing, s);
    if (is_access(o) && is_visible(o) && s.timing.cycles > 1)
      s.memory = reads(o) && writes(o) ? Stage::Memory::modify : Stage::Memory::read;
  }
  return s;
}

class Pipes {
 public:
  /// Issues the whole sequence after what ran before.
  PentiumCost run(const std::vector<Stage>& sequence) {
    PentiumCost cost;
    const int begin = clock_;
    for (std::size_t i = 0; i < sequence.size(); i++) {
      const Stage& u = sequence[i];
      const int start = std::max(clock_, earliest(u));
      cost.issue.push_back(start - begin);
      int length = u.timing.cycles;
      if (i + 1 < sequence.size() && pairs(u, sequence[i + 1]) && earliest(sequence[i + 1]) <= start) {
        const Stage& v = sequence[++i];
        cost.issue.push_back(start - begin);
        length = pair_cycles(u, v);
        finish(v, start, start + length);
      }
      finish(u, start, start + length);
      clock_ = start + length;
    }
    cost.cycles = clock_ - begin;
    return cost;
  }

  /// Cycles for which the floating-point unit is still taken.
  int drain() const { return std::max(0, unit_free_ - clock_); }

 private:
  int clock_ = 0;
  int unit_free_ = 0;
  std::array<int, 16> written_{};  // cycle after the one in which it was last written
  std::array<int, float_resources> ready_{};

  int earliest(const Stage& s) const {
    int t = 0;
    for (int r = 0; r < 16; r++)  // AGI: not in the cycle right after the write
      if (s.address & bit(r) && written_[r]) t = std::max(t, written_[r] + 1);
    for (int r = 0; r < float_resources; r++)
      if (s.float_reads >> r & 1 && ready_[r]) t = std::max(t, ready_[r] + s.timing.store_float);
    if (s.timing.latency) t = std::max(t, unit_free_);
    return t;
  }

  void finish(const Stage& s, int start, int end) {
    for (int r = 0; r < 16; r++)
      if (s.writes & bit(r)) written_[r] = end;
    for (int r = 0; r < float_resources; r++)
      if (s.float_writes >> r & 1) ready_[r] = start + s.timing.latency;
    if (s.timing.latency) unit_free_ = start + s.timing.busy;
  }

  static bool pairs(const Stage& u, const Stage& v) {
    const bool in_u = u.timing.pairing == Pairing::uv || u.timing.pairing == Pairing::pu;
    const bool in_v = v.timing.pairing == Pairing::uv || v.timing.pairing == Pairing::pv;
    if (!in_u || !in_v || u.is_jump) return false;
    if (u.writes & (v.reads | v.writes | v.address)) return false;
    if (!u.moves_stack) return true;
    // The stack pointer between two stack instructions: push push, push call, pop pop only.
    if (v.moves_stack)
      return u.category == v.category ||
             (u.category == ZYDIS_CATEGORY_PUSH && v.category == ZYDIS_CATEGORY_CALL);
    return !((v.reads | v.writes | v.address) & bit(rsp));
  }

  /// Two instructions that work on memory overlap imperfectly [R-m].
  static int pair_cycles(const Stage& u, const Stage& v) {
    using Memory = Stage::Memory;
    if (u.memory == Memory::modify && v.memory == Memory::modify) return 5;
    if (u.memory == Memory::modify && v.memory == Memory::read) return 4;
    return std::max(u.timing.cycles, v.timing.cycles);
  }
};

}  // namespace

PentiumCost pentium_cost(const std::vector<const Code*>& code, bool repeats) {
  std::vector<Stage> sequence;
  sequence.reserve(code.size());
  for (const Code* c : code) sequence.push_back(stage_of(*c));
  Pipes pipes;
  PentiumCost cost = pipes.run(sequence);
  if (repeats)
    for (int round = 0; round < 3; round++) cost = pipes.run(sequence);
  else
    cost.cycles += pipes.drain();
  return cost;
}

int pentium_element_cycles(const Code& code) {
  Decoded d;
  return decode(code, d) ? element_cycles(d.mnemonic()) : 1;
}

}  // namespace shrimp::rewriter
