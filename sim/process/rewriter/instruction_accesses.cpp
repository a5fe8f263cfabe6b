// SPDX-License-Identifier: MIT
// The memory accesses of an instruction, the implicit ones of push, call, string instructions too.
//
// Idealised: what only position-independent code needs is no access. `mov x@GOTPCREL(%rip)` stands for the
// constant address that a program of the time had in its instruction, and %fs: (stack canary, errno) for
// nothing at all. A masked vector move counts as an access of its full width.
#include <algorithm>
#include <cctype>

#include "sim/process/abi.h"
#include "sim/process/rewriter/instruction_parts.h"

namespace shrimp::rewriter {
namespace {

bool mentions_offset_table(const std::string& operand) {
  std::string upper = operand;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  for (const char* name : {"@GOTPCREL", "@GOTTPOFF", "@GOTNTPOFF", "@GOTPLT"})
    if (upper.find(name) != std::string::npos) return true;
  const std::size_t got = upper.find("@GOT");
  return got != std::string::npos && got + 4 < upper.size() && upper[got + 4] == '(';
}

/// The memory operand among the operands of a statement, without the star of an indirect jump; empty if none.
std::string memory_operand(const Statement& s) {
  for (std::string o : split_operands(s.operands)) {
    if (!o.empty() && o[0] == '*') o.erase(0, 1);
    while (!o.empty() && o[0] == ' ') o.erase(0, 1);
    if (o.empty() || o[0] == '$' || o[0] == '{') continue;
    if (o[0] == '%' && o.find(':') == std::string::npos) continue;
    if (const std::size_t mask = o.find('{'); mask != std::string::npos) o.resize(mask);
    return o;
  }
  return "";
}

int kind_of(const ZydisDecodedOperand& o) {
  if (!writes(o)) return SHRIMP_ACCESS_LOAD;
  return reads(o) ? SHRIMP_ACCESS_UPDATE : SHRIMP_ACCESS_STORE;
}

Access stack_access(int kind, int bytes, const char* address, int base = rsp) {
  Access a;
  a.kind = kind;
  a.bytes = bytes;
  a.address = address;
  a.registers = bit(base);
  return a;
}

bool touches_nothing(const Decoded& d) {
  const ZydisInstructionCategory c = d.instruction.meta.category;
  return c == ZYDIS_CATEGORY_NOP || c == ZYDIS_CATEGORY_WIDENOP || c == ZYDIS_CATEGORY_PREFETCH ||
         c == ZYDIS_CATEGORY_PREFETCHWT1 || d.mnemonic() == ZYDIS_MNEMONIC_LEA ||
         d.mnemonic() == ZYDIS_MNEMONIC_NOP;
}

/// movs, cmps: first what (%rsi) names, then (%rdi).
void find_string_accesses(const Decoded& d, std::vector<Access>& accesses) {
  for (const int pointer : {rsi, rdi})
    for (const ZydisDecodedOperand& o : d)
      if (is_access(o) && general_register(o.mem.base) == pointer)
        accesses.push_back(
            stack_access(kind_of(o), o.size / 8, pointer == rsi ? "(%rsi)" : "(%rdi)", pointer));
}

void find_stack_accesses(const Decoded& d, std::vector<Access>& accesses) {
  const int bytes = d.instruction.operand_width == 16 ? 2 : 8;
  switch (d.instruction.meta.category) {
    case ZYDIS_CATEGORY_PUSH:
      accesses.push_back(stack_access(SHRIMP_ACCESS_STORE, bytes, bytes == 2 ? "-2(%rsp)" : "-8(%rsp)"));
      break;
    case ZYDIS_CATEGORY_POP:
      accesses.insert(accesses.begin(), stack_access(SHRIMP_ACCESS_LOAD, bytes, "(%rsp)"));
      // Its destination is addressed with the stack pointer already moved.
      if (accesses.size() > 1 && accesses[1].registers & bit(rsp)) accesses[1].offset = bytes;
      break;
    case ZYDIS_CATEGORY_CALL:
      accesses.push_back(stack_access(SHRIMP_ACCESS_STORE, 8, "-8(%rsp)"));
      break;
    case ZYDIS_CATEGORY_RET:
      accesses.push_back(stack_access(SHRIMP_ACCESS_LOAD, 8, "(%rsp)"));
      break;
    default:
      break;
  }
}

std::string find_explicit(const Decoded& d, const Statement& s, std::vector<Access>& accesses) {
  bool floating = false;
  for (const ZydisDecodedOperand& o : d)
    floating |= o.type == ZYDIS_OPERAND_TYPE_REGISTER && (is_vector(o.reg.value) || is_x87(o.reg.value));
  for (const ZydisDecodedOperand& o : d) {
    if (o.type != ZYDIS_OPERAND_TYPE_MEMORY) continue;
    if (o.mem.type == ZYDIS_MEMOP_TYPE_VSIB)
      return "gathers and scatters are not supported; compile with -mno-avx2 -mno-avx512f";
    if (!is_access(o)) continue;
    const bool hidden_store = d.mnemonic() == ZYDIS_MNEMONIC_MASKMOVDQU ||
                              d.mnemonic() == ZYDIS_MNEMONIC_VMASKMOVDQU ||
                              d.mnemonic() == ZYDIS_MNEMONIC_MASKMOVQ;
    if (!is_visible(o) && !hidden_store) continue;
    if (o.mem.segment == ZYDIS_REGISTER_FS) continue;
    if (o.mem.segment == ZYDIS_REGISTER_GS) return "the segment %gs means nothing in a simulated process";
    Access a;
    a.kind = kind_of(o);
    a.bytes = o.size / 8;
    a.address = hidden_store ? "(%rdi)" : memory_operand(s);
    a.registers = address_registers(o);
    a.locked = d.has(ZYDIS_ATTRIB_HAS_LOCK) || d.mnemonic() == ZYDIS_MNEMONIC_XCHG;
    a.floating = floating;
    if (mentions_offset_table(a.address)) continue;
    if (a.address.empty()) return "its memory operand was not found in its text";
    if (a.bytes < 1 || a.bytes > SHRIMP_ACCESS_BYTES_MASK) return "it touches an unknown number of bytes";
    if (o.mem.base == ZYDIS_REGISTER_NONE && o.mem.index == ZYDIS_REGISTER_NONE &&
        s.name.rfind("movabs", 0) == 0)
      return "an absolute 64-bit address; compile without -mcmodel=large";
    accesses.push_back(std::move(a));
  }
  return "";
}

bool is_bit_test(const Decoded& d) {
  return d.mnemonic() == ZYDIS_MNEMONIC_BT || d.mnemonic() == ZYDIS_MNEMONIC_BTS ||
         d.mnemonic() == ZYDIS_MNEMONIC_BTR || d.mnemonic() == ZYDIS_MNEMONIC_BTC;
}

}  // namespace

std::string find_accesses(const Decoded& d, const Statement& s, std::vector<Access>& accesses) {
  if (touches_nothing(d)) return "";
  if (d.instruction.meta.category == ZYDIS_CATEGORY_STRINGOP) {
    find_string_accesses(d, accesses);
    return accesses.empty() ? "its memory operands were not found" : "";
  }
  if (d.mnemonic() == ZYDIS_MNEMONIC_LEAVE) {
    accesses.push_back(stack_access(SHRIMP_ACCESS_LOAD, 8, "(%rbp)", rbp));
    return "";
  }
  if (is_bit_test(d) && s.inline_assembly && is_access(d.operands[0]) &&
      d.operands[1].type == ZYDIS_OPERAND_TYPE_REGISTER)
    return "a bit string in memory: which byte it touches depends on the register; shift and mask instead";
  if (std::string why = find_explicit(d, s, accesses); !why.empty()) return why;
  find_stack_accesses(d, accesses);
  return "";
}

}  // namespace shrimp::rewriter
