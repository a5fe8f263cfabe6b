// SPDX-License-Identifier: MIT
// The table of the integer instructions. Columns: cycles with registers only, with a memory source, and with
// a memory destination (read-modify-write, or store). Sources as tagged in pentium_cost.h.
#include "sim/process/rewriter/pentium_table.h"

#include <array>

#include "sim/process/rewriter/pentium_float.h"

namespace shrimp::rewriter {
namespace {

struct Row {
  ZydisMnemonic mnemonic;
  Pairing pairing;
  std::uint8_t registers, source, destination;
};

constexpr Pairing uv = Pairing::uv, pu = Pairing::pu, pv = Pairing::pv, np = Pairing::np;

#define MNEMONIC(name) ZYDIS_MNEMONIC_##name
constexpr Row rows[] = {
    // Moves and simple arithmetic [R-h].
    {MNEMONIC(MOV), uv, 1, 1, 1},
    {MNEMONIC(LEA), uv, 1, 1, 1},
    {MNEMONIC(NOP), uv, 1, 1, 1},
    {MNEMONIC(PUSH), uv, 1, 2, 2},
    {MNEMONIC(POP), uv, 1, 3, 3},  // from or to memory: not pairable, see below
    {MNEMONIC(ADD), uv, 1, 2, 3},
    {MNEMONIC(SUB), uv, 1, 2, 3},
    {MNEMONIC(AND), uv, 1, 2, 3},
    {MNEMONIC(OR), uv, 1, 2, 3},
    {MNEMONIC(XOR), uv, 1, 2, 3},
    {MNEMONIC(CMP), uv, 1, 2, 2},
    {MNEMONIC(TEST), uv, 1, 2, 2},
    {MNEMONIC(INC), uv, 1, 3, 3},
    {MNEMONIC(DEC), uv, 1, 3, 3},
    {MNEMONIC(ADC), pu, 1, 2, 3},
    {MNEMONIC(SBB), pu, 1, 2, 3},
    {MNEMONIC(NEG), np, 1, 3, 3},
    {MNEMONIC(NOT), np, 1, 3, 3},
    {MNEMONIC(MOVZX), np, 3, 3, 3},
    {MNEMONIC(MOVSX), np, 3, 3, 3},
    // 32 to 64 bits: the real program's long and int are the same; a plain move [A].
    {MNEMONIC(MOVSXD), uv, 1, 1, 1},
    {MNEMONIC(CDQE), uv, 1, 1, 1},
    {MNEMONIC(MOVBE), np, 2, 2, 2},
    {MNEMONIC(CWDE), np, 3, 3, 3},
    {MNEMONIC(CBW), np, 3, 3, 3},
    {MNEMONIC(CWD), np, 2, 2, 2},
    {MNEMONIC(CDQ), np, 2, 2, 2},
    {MNEMONIC(CQO), np, 2, 2, 2},
    {MNEMONIC(XCHG), np, 2, 3, 3},
    {MNEMONIC(BSWAP), np, 1, 1, 1},
    {MNEMONIC(LEAVE), np, 3, 3, 3},
    {MNEMONIC(LAHF), np, 2, 2, 2},
    {MNEMONIC(SAHF), np, 2, 2, 2},
    {MNEMONIC(PUSHFQ), np, 4, 4, 4},
    {MNEMONIC(POPFQ), np, 6, 6, 6},
    {MNEMONIC(CLC), np, 2, 2, 2},
    {MNEMONIC(STC), np, 2, 2, 2},
    {MNEMONIC(CMC), np, 2, 2, 2},
    {MNEMONIC(CLD), np, 2, 2, 2},
    {MNEMONIC(STD), np, 2, 2, 2},
    // Shifts and rotates by a constant; by cl see shift_timing [R-h].
    {MNEMONIC(SHL), pu, 1, 3, 3},
    {MNEMONIC(SHR), pu, 1, 3, 3},
    {MNEMONIC(SAR), pu, 1, 3, 3},
    {MNEMONIC(ROL), np, 1, 3, 3},
    {MNEMONIC(ROR), np, 1, 3, 3},
    {MNEMONIC(RCL), np, 8, 10, 10},
    {MNEMONIC(RCR), np, 8, 10, 10},
    {MNEMONIC(SHLD), np, 4, 5, 5},
    {MNEMONIC(SHRD), np, 4, 5, 5},
    // Bits [R-m]; the scans take 7 to 73 cycles by the position of the bit: its mean for small numbers [A].
    {MNEMONIC(BT), np, 4, 4, 9},
    {MNEMONIC(BTS), np, 7, 8, 8},
    {MNEMONIC(BTR), np, 7, 8, 8},
    {MNEMONIC(BTC), np, 7, 8, 8},
    {MNEMONIC(BSF), np, 12, 12, 12},
    {MNEMONIC(BSR), np, 40, 40, 40},
    {MNEMONIC(TZCNT), np, 12, 12, 12},
    {MNEMONIC(LZCNT), np, 40, 40, 40},
    {MNEMONIC(POPCNT), np, 16, 16, 16},  // by masks and shifts [A]
    {MNEMONIC(ANDN), pu, 2, 3, 3},
    {MNEMONIC(BLSR), pu, 2, 3, 3},
    {MNEMONIC(BLSI), pu, 2, 3, 3},  // two steps [A]
    {MNEMONIC(BLSMSK), pu, 2, 3, 3},
    {MNEMONIC(BEXTR), np, 3, 4, 4},
    {MNEMONIC(BZHI), np, 3, 4, 4},
    {MNEMONIC(SHLX), np, 4, 5, 5},
    {MNEMONIC(SHRX), np, 4, 5, 5},
    {MNEMONIC(SARX), np, 4, 5, 5},
    {MNEMONIC(RORX), np, 1, 3, 3},
    {MNEMONIC(MULX), np, 10, 10, 10},
    // Control [R-h]: predicted. A return takes 2, with a constant 3.
    {MNEMONIC(JMP), pv, 1, 2, 2},
    {MNEMONIC(CALL), pv, 1, 2, 2},
    {MNEMONIC(RET), np, 2, 2, 2},
    {MNEMONIC(JRCXZ), np, 5, 5, 5},
    {MNEMONIC(LOOP), np, 5, 5, 5},
    {MNEMONIC(LOOPE), np, 7, 7, 7},
    {MNEMONIC(LOOPNE), np, 7, 7, 7},
    {MNEMONIC(UD2), np, 1, 1, 1},
    {MNEMONIC(RDTSC), np, 6, 6, 6},
    // Locked operations and their kin [R-m]; the bus cycles of a lock are the memory model's.
    {MNEMONIC(XADD), np, 3, 4, 4},
    {MNEMONIC(CMPXCHG), np, 5, 6, 6},
    {MNEMONIC(CMPXCHG8B), np, 10, 10, 10},
    {MNEMONIC(CMPXCHG16B), np, 10, 10, 10},
    {MNEMONIC(MFENCE), np, 1, 1, 1},
    {MNEMONIC(LFENCE), np, 1, 1, 1},
    {MNEMONIC(SFENCE), np, 1, 1, 1},
    {MNEMONIC(PAUSE), uv, 1, 1, 1},
    // String instructions, once [R-h].
    {MNEMONIC(MOVSB), np, 4, 4, 4},
    {MNEMONIC(MOVSW), np, 4, 4, 4},
    {MNEMONIC(MOVSD), np, 4, 4, 4},
    {MNEMONIC(MOVSQ), np, 4, 4, 4},
    {MNEMONIC(CMPSD), np, 5, 5, 5},
    {MNEMONIC(STOSB), np, 3, 3, 3},
    {MNEMONIC(STOSW), np, 3, 3, 3},
    {MNEMONIC(STOSD), np, 3, 3, 3},
    {MNEMONIC(STOSQ), np, 3, 3, 3},
    {MNEMONIC(LODSB), np, 2, 2, 2},
    {MNEMONIC(LODSW), np, 2, 2, 2},
    {MNEMONIC(LODSD), np, 2, 2, 2},
    {MNEMONIC(LODSQ), np, 2, 2, 2},
    {MNEMONIC(SCASB), np, 4, 4, 4},
    {MNEMONIC(SCASW), np, 4, 4, 4},
    {MNEMONIC(SCASD), np, 4, 4, 4},
    {MNEMONIC(SCASQ), np, 4, 4, 4},
    {MNEMONIC(CMPSB), np, 5, 5, 5},
    {MNEMONIC(CMPSW), np, 5, 5, 5},
    {MNEMONIC(CMPSQ), np, 5, 5, 5},
};

/// What no row names and no floating-point rule covers: one cycle per 32 bits, alone [A].
constexpr Row other{MNEMONIC(INVALID), np, 1, 2, 3};

const Row& row_of(ZydisMnemonic mnemonic) {
  static const auto index = [] {
    std::array<const Row*, ZYDIS_MNEMONIC_MAX_VALUE + 1> table{};
    for (const Row& row : rows) table[row.mnemonic] = &row;
    return table;
  }();
  return index[mnemonic] ? *index[mnemonic] : other;
}

/// 32-bit multiplication 10, byte 11; division 17 to 46 by size and sign [R-h]. 64-bit as 32-bit.
int multiply_cycles(const Decoded& d) {
  return d.instruction.operand_width == 8 ? 11 : 10;
}

int divide_cycles(const Decoded& d) {
  const bool is_signed = d.mnemonic() == MNEMONIC(IDIV);
  switch (d.instruction.operand_width) {
    case 8:
      return is_signed ? 22 : 17;
    case 16:
      return is_signed ? 30 : 25;
    default:
      return is_signed ? 46 : 41;
  }
}

/// The first cost of a rep prefix, without its elements [R-m].
int repeat_cycles(ZydisMnemonic mnemonic) {
  switch (mnemonic) {
    case MNEMONIC(MOVSB):
    case MNEMONIC(MOVSW):
    case MNEMONIC(MOVSD):
    case MNEMONIC(MOVSQ):
      return 12;
    case MNEMONIC(STOSB):
    case MNEMONIC(STOSW):
    case MNEMONIC(STOSD):
    case MNEMONIC(STOSQ):
      return 10;
    case MNEMONIC(LODSB):
    case MNEMONIC(LODSW):
    case MNEMONIC(LODSD):
    case MNEMONIC(LODSQ):
      return 7;
    case MNEMONIC(SCASB):
    case MNEMONIC(SCASW):
    case MNEMONIC(SCASD):
    case MNEMONIC(SCASQ):
      return 9;
    default:
      return 8;  // cmps
  }
}

bool is_shift(const Decoded& d) {
  const ZydisInstructionCategory c = d.instruction.meta.category;
  return (c == ZYDIS_CATEGORY_SHIFT || c == ZYDIS_CATEGORY_ROTATE) &&
         d.instruction.encoding == ZYDIS_INSTRUCTION_ENCODING_LEGACY;
}

/// By cl: 4 cycles, 5 in memory, never paired; through carry 7 and 9 [R-m].
void shift_by_register(const Decoded& d, bool memory, Timing& t) {
  bool by_cl = false;
  for (const ZydisDecodedOperand& o : d)
    by_cl |= o.type == ZYDIS_OPERAND_TYPE_REGISTER && o.reg.value == ZYDIS_REGISTER_CL && !writes(o);
  if (!by_cl) return;
  const bool through_carry = d.mnemonic() == MNEMONIC(RCL) || d.mnemonic() == MNEMONIC(RCR);
  t.pairing = np;
  t.cycles = through_carry ? (memory ? 9 : 7) : (memory ? 5 : 4);
}

}  // namespace

int element_cycles(ZydisMnemonic mnemonic) {
  switch (mnemonic) {  // [R-m]
    case MNEMONIC(LODSB):
    case MNEMONIC(LODSW):
    case MNEMONIC(LODSD):
    case MNEMONIC(LODSQ):
      return 3;
    case MNEMONIC(SCASB):
    case MNEMONIC(SCASW):
    case MNEMONIC(SCASD):
    case MNEMONIC(SCASQ):
      return 4;
    case MNEMONIC(CMPSB):
    case MNEMONIC(CMPSW):
    case MNEMONIC(CMPSD):
    case MNEMONIC(CMPSQ):
      return 4;
    default:
      return 1;  // movs, stos
  }
}

Timing timing_of(const Decoded& d) {
  if (d.instruction.meta.category == ZYDIS_CATEGORY_STRINGOP &&
      d.has(ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE))
    return {np, repeat_cycles(d.mnemonic())};
  if (is_floating(d)) return floating_timing(d);

  const ZydisDecodedOperand* memory = nullptr;
  bool constant = false;
  for (const ZydisDecodedOperand& o : d) {
    if (is_access(o) && is_visible(o)) memory = &o;
    constant |= o.type == ZYDIS_OPERAND_TYPE_IMMEDIATE;
  }
  const Row& row = row_of(d.mnemonic());
  Timing t{row.pairing, !memory ? row.registers : writes(*memory) ? row.destination : row.source};
  switch (d.instruction.meta.category) {
    case ZYDIS_CATEGORY_COND_BR:
      if (d.mnemonic() != MNEMONIC(JRCXZ) && row.mnemonic == MNEMONIC(INVALID)) t = {pv, 1};
      break;
    case ZYDIS_CATEGORY_SETCC:
      t = {np, memory ? 2 : 1};
      break;  // [R-h]
    case ZYDIS_CATEGORY_CMOV:
      t = {np, memory ? 3 : 2};
      break;  // a branch and a move [A]
    case ZYDIS_CATEGORY_PUSH:
    case ZYDIS_CATEGORY_POP:
    case ZYDIS_CATEGORY_CALL:
    case ZYDIS_CATEGORY_UNCOND_BR:
      if (memory) t.pairing = np;
      break;
    default:
      break;
  }
  if (d.mnemonic() == MNEMONIC(MUL) || d.mnemonic() == MNEMONIC(IMUL)) t = {np, multiply_cycles(d)};
  if (d.mnemonic() == MNEMONIC(DIV) || d.mnemonic() == MNEMONIC(IDIV)) t = {np, divide_cycles(d)};
  if (d.mnemonic() == MNEMONIC(RET) && constant) t.cycles = 3;
  if (d.mnemonic() == MNEMONIC(TEST) && constant &&
      (memory || general_register(d.operands[0].reg.value) != rax))
    t.pairing = np;  // only test of eax with a constant pairs [R-m]
  if (is_shift(d)) shift_by_register(d, memory, t);
  // A displacement and a constant in one instruction: never paired [R-h].
  if (memory && constant && d.instruction.raw.disp.size && d.instruction.raw.imm[0].size) t.pairing = np;
  // A prefix takes a cycle of the U pipe to decode [R-h].
  const bool sixteen = d.has(ZYDIS_ATTRIB_HAS_OPERANDSIZE) && d.instruction.operand_width == 16;
  if (sixteen || d.has(ZYDIS_ATTRIB_HAS_LOCK)) {
    t.cycles++;
    t.pairing = t.pairing == uv || t.pairing == pu ? pu : np;
  }
  return t;
}

}  // namespace shrimp::rewriter
