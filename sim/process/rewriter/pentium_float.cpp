// SPDX-License-Identifier: MIT
// Floating point of the P5. x87 instructions cost what the manual says; SSE arithmetic costs what the x87
// instruction for the same operation does, a packed one as often as it has lanes. Sources as tagged in
// pentium_cost.h.
#include "sim/process/rewriter/pentium_float.h"

#include <algorithm>
#include <string_view>

namespace shrimp::rewriter {
namespace {

struct Row {
  std::string_view stem;  ///< of the mnemonic's name, without v and the type suffix
  int latency;            ///< until the result can be used
  int busy;               ///< until the unit takes another operation
};

// [R-h]: fadd 3/1, fmul 3/2, fdiv 19 (single) and 39 (otherwise), fsqrt 70.
constexpr Row sse_rows[] = {
    {"add", 3, 1},   {"sub", 3, 1},   {"mul", 3, 2},     {"hadd", 6, 2}, {"addsub", 3, 1},
    {"dp", 9, 6},    {"min", 4, 4},   {"max", 4, 4},     {"cmp", 4, 4},  // compare, status word, jump [A]
    {"ucomi", 9, 9}, {"comi", 9, 9},                                     // fcom 1, fnstsw 6, sahf 2 [R-m]
    {"fm", 6, 3},    {"fnm", 6, 3},                                      // multiply, then add [A]
    {"round", 9, 9}, {"rcp", 19, 19}, {"rsqrt", 89, 89},
};

// [R-m], table of the P1.
constexpr Row x87_rows[] = {
    {"fxch", 1, 1},     {"fadd", 3, 1},      {"fsub", 3, 1},        {"fiadd", 7, 4},      {"fisub", 7, 4},
    {"fmul", 3, 2},     {"fimul", 7, 4},     {"fdiv", 39, 39},      {"fidiv", 42, 42},    {"fsqrt", 70, 70},
    {"fchs", 1, 1},     {"fabs", 1, 1},      {"fcom", 1, 1},        {"fucom", 1, 1},      {"ficom", 4, 4},
    {"ftst", 1, 1},     {"fxam", 21, 21},    {"fnstsw", 6, 6},      {"fprem", 64, 64},    {"frndint", 20, 20},
    {"fscale", 32, 32}, {"fxtract", 13, 13}, {"fsincos", 100, 100}, {"fsin", 90, 90},     {"fcos", 90, 90},
    {"f2xm1", 57, 57},  {"fyl2x", 103, 103}, {"fptan", 140, 140},   {"fpatan", 120, 120}, {"fldcw", 8, 8},
    {"fnstcw", 2, 2},   {"fild", 3, 1},      {"fldz", 2, 2},        {"fld1", 2, 2},       {"fldpi", 5, 5},
    {"fldl", 5, 5},     {"fld", 1, 1},       {"fcmov", 3, 3},       {"fnstenv", 50, 50},  {"fldenv", 37, 37},
    {"emms", 1, 1},
};

constexpr bool begins(std::string_view name, std::string_view stem) {
  return name.substr(0, stem.size()) == stem;
}

std::string_view name_of(const Decoded& d) {
  return ZydisMnemonicGetString(d.mnemonic());
}

bool is_double(std::string_view name) {
  return name.back() == 'd';
}

/// Values that the instruction computes, one after the other in our unit.
int lanes(const Decoded& d) {
  int n = 1;
  for (const ZydisDecodedOperand& o : d)
    if (is_visible(o) && (o.type == ZYDIS_OPERAND_TYPE_REGISTER || o.type == ZYDIS_OPERAND_TYPE_MEMORY))
      n = std::max(n, o.size / std::max(32, static_cast<int>(o.element_size)));
  return n;
}

const ZydisDecodedOperand* memory_of(const Decoded& d) {
  for (const ZydisDecodedOperand& o : d)
    if (is_access(o)) return &o;
  return nullptr;
}

Timing unit(int latency, int busy, int count) {
  Timing t{Pairing::np, 1, latency + busy * (count - 1), busy * count};
  if (busy >= 4) t.cycles = std::min(t.busy, 9);  // conversions, compares: the integer pipes wait with them
  if (latency >= 19) t.cycles = 1;                // division and roots run beside integer code [R-m]
  return t;
}

/// fld 1, fst 2, each for up to 64 bits [R-h]; between registers as fxch.
Timing move(const Decoded& d) {
  const ZydisDecodedOperand* memory = memory_of(d);
  if (!memory) return {Pairing::np, 1, 1, 1};
  const int words = std::max(1, memory->size / 64);
  if (!writes(*memory)) return {Pairing::np, words, words, words};
  return {Pairing::np, 2 * words, 1, 2 * words, true};
}

/// fild 3 (1 more when the value comes from a register by way of memory), fist 6; widening is a load,
/// narrowing a store and a load [R-m].
Timing convert(const Decoded& d, std::string_view name) {
  const bool from_register = !memory_of(d);
  if (begins(name, "cvttss2si") || begins(name, "cvttsd2si") || begins(name, "cvtss2si") ||
      begins(name, "cvtsd2si"))
    return {Pairing::np, 6, 6, 6};
  if (begins(name, "cvtsi2s")) return {Pairing::np, from_register ? 2 : 1, from_register ? 4 : 3, 1};
  if (begins(name, "cvtsd2ss")) return {Pairing::np, 3, 3, 3};
  return unit(3, 3, lanes(d));
}

Timing x87(const Decoded& d, std::string_view name) {
  if (begins(name, "fst")) {  // fst, fstp: 2 to memory, 3 in extended precision, 1 between registers [R-h]
    const ZydisDecodedOperand* memory = memory_of(d);
    return {Pairing::np, !memory ? 1 : memory->size == 80 ? 3 : 2, 1, 1, true};
  }
  if (begins(name, "fist") && d.mnemonic() != ZYDIS_MNEMONIC_FINCSTP) return {Pairing::np, 6, 1, 6, true};
  if (d.mnemonic() == ZYDIS_MNEMONIC_FLD)
    if (const ZydisDecodedOperand* memory = memory_of(d); memory && memory->size == 80)
      return {Pairing::np, 3, 3, 3};
  for (const Row& row : x87_rows)
    if (begins(name, row.stem)) return unit(row.latency, row.busy, 1);
  return {Pairing::np, 2, 2, 2};
}

}  // namespace

bool is_floating(const Decoded& d) {
  if (d.instruction.meta.category == ZYDIS_CATEGORY_X87_ALU ||
      d.instruction.meta.category == ZYDIS_CATEGORY_FCMOV)
    return true;
  for (const ZydisDecodedOperand& o : d)
    if (o.type == ZYDIS_OPERAND_TYPE_REGISTER && (is_vector(o.reg.value) || is_x87(o.reg.value))) return true;
  return d.mnemonic() == ZYDIS_MNEMONIC_LDMXCSR || d.mnemonic() == ZYDIS_MNEMONIC_STMXCSR;
}

Timing floating_timing(const Decoded& d) {
  std::string_view name = name_of(d);
  if (d.mnemonic() == ZYDIS_MNEMONIC_LDMXCSR) return {Pairing::np, 8, 1, 1};  // as fldcw
  if (d.mnemonic() == ZYDIS_MNEMONIC_STMXCSR) return {Pairing::np, 2, 1, 1};  // as fnstcw
  if (name.front() == 'f') return x87(d, name);
  if (name.front() == 'v') name.remove_prefix(1);
  const bool is_move = begins(name, "mov") || begins(name, "lddqu") || begins(name, "broadcast");
  if (is_move && !begins(name, "movmsk")) return move(d);
  if (begins(name, "cvt")) return convert(d, name);
  if (begins(name, "div")) return is_double(name) ? unit(39, 39, lanes(d)) : unit(19, 19, lanes(d));
  if (begins(name, "sqrt")) return is_double(name) ? unit(70, 70, lanes(d)) : unit(35, 35, lanes(d));
  for (const Row& row : sse_rows)
    if (begins(name, row.stem)) return unit(row.latency, row.busy, lanes(d));
  // Logic, shuffles and packed integers: each 32 bits as an integer instruction; a scalar sign change as fchs
  // [A].
  const int count = lanes(d);
  return {Pairing::np, count, count, count};
}

}  // namespace shrimp::rewriter
