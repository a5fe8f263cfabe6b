// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/instruction.h"

#include <fmt/format.h>

#include "sim/process/rewriter/decoded.h"
#include "sim/process/rewriter/instruction_parts.h"

namespace shrimp::rewriter {
namespace {

RegisterSet flag_set(ZydisAccessedFlagsMask mask) {
  RegisterSet set = 0;
  if (mask & ZYDIS_CPUFLAG_CF) set |= carry_flag;
  if (mask & ZYDIS_CPUFLAG_PF) set |= parity_flag;
  if (mask & ZYDIS_CPUFLAG_AF) set |= adjust_flag;
  if (mask & ZYDIS_CPUFLAG_ZF) set |= zero_flag;
  if (mask & ZYDIS_CPUFLAG_SF) set |= sign_flag;
  if (mask & ZYDIS_CPUFLAG_OF) set |= overflow_flag;
  return set;
}

/// Shifts and rotates by zero, and bit scans of zero, leave their outputs as they were.
bool may_write_nothing(const Decoded& d) {
  switch (d.instruction.meta.category) {
    case ZYDIS_CATEGORY_SHIFT:
    case ZYDIS_CATEGORY_ROTATE:
      return d.instruction.encoding == ZYDIS_INSTRUCTION_ENCODING_LEGACY &&
             d.operands[d.instruction.operand_count_visible - 1].type == ZYDIS_OPERAND_TYPE_REGISTER;
    case ZYDIS_CATEGORY_STRINGOP:
      return d.has(ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE);
    default:
      return d.mnemonic() == ZYDIS_MNEMONIC_BSF || d.mnemonic() == ZYDIS_MNEMONIC_BSR ||
             d.mnemonic() == ZYDIS_MNEMONIC_TZCNT || d.mnemonic() == ZYDIS_MNEMONIC_LZCNT;
  }
}

/// xor and sub of a register with itself only write.
bool clears_register(const Decoded& d) {
  const ZydisDecodedOperand* o = d.operands;
  return (d.mnemonic() == ZYDIS_MNEMONIC_XOR || d.mnemonic() == ZYDIS_MNEMONIC_SUB) &&
         o[0].type == ZYDIS_OPERAND_TYPE_REGISTER && o[1].type == ZYDIS_OPERAND_TYPE_REGISTER &&
         o[0].reg.value == o[1].reg.value && o[0].size >= 32;
}

void note_registers(const Decoded& d, Instruction& result) {
  const bool unsure = may_write_nothing(d);
  const bool clears = clears_register(d);
  for (const ZydisDecodedOperand& o : d) {
    if (o.type == ZYDIS_OPERAND_TYPE_MEMORY) result.reads |= address_registers(o);
    if (o.type != ZYDIS_OPERAND_TYPE_REGISTER) continue;
    if (is_vector(o.reg.value) && register_bits(o.reg.value) > 128) result.wide_vector = true;
    const int r = general_register(o.reg.value);
    if (r < 0) continue;
    if ((reads(o) && !clears) || (unsure && writes(o))) result.reads |= bit(r);
    const bool whole = register_bits(o.reg.value) >= 32 && o.actions & ZYDIS_OPERAND_ACTION_WRITE;
    if (whole && !unsure) result.kills |= bit(r);
    // A 32-bit conditional move always clears the upper half: what was there does not survive, nor is it
    // dead.
    if (o.actions & ZYDIS_OPERAND_ACTION_CONDWRITE) result.reads |= bit(r);
  }
  if (const ZydisAccessedFlags* f = d.instruction.cpu_flags) {
    result.reads |= flag_set(f->tested);
    if (!unsure) result.kills |= flag_set(f->modified | f->set_0 | f->set_1 | f->undefined);
  }
}

bool is_string_operation(const Decoded& d) {
  return d.instruction.meta.category == ZYDIS_CATEGORY_STRINGOP;
}

void note_special(const Decoded& d, Instruction& result) {
  switch (d.mnemonic()) {
    case ZYDIS_MNEMONIC_LOOP:
      result.special = Special::loop;
      break;
    case ZYDIS_MNEMONIC_LOOPE:
      result.special = Special::loop_equal;
      break;
    case ZYDIS_MNEMONIC_LOOPNE:
      result.special = Special::loop_not_equal;
      break;
    case ZYDIS_MNEMONIC_JRCXZ:
      result.special = Special::jump_if_zero;
      break;
    case ZYDIS_MNEMONIC_RDTSC:
      result.special = Special::read_clock;
      break;
    default:
      break;
  }
  if (!is_string_operation(d)) return;
  if (d.has(ZYDIS_ATTRIB_HAS_REP)) result.special = Special::repeat;
  if (d.has(ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE)) {
    result.special = Special::repeat_while;
    result.repeat_while_equal = d.has(ZYDIS_ATTRIB_HAS_REPE);
  }
}

void note_control(const Decoded& d, const Statement& s, Instruction& result) {
  const bool indirect = !s.operands.empty() && s.operands[0] == '*';
  switch (d.instruction.meta.category) {
    case ZYDIS_CATEGORY_COND_BR:
      result.control = Control::conditional;
      break;
    case ZYDIS_CATEGORY_UNCOND_BR:
      result.control = indirect ? Control::indirect_jump : Control::jump;
      break;
    case ZYDIS_CATEGORY_CALL:
      result.control = indirect ? Control::indirect_call : Control::call;
      break;
    case ZYDIS_CATEGORY_RET:
      result.control = Control::ret;
      break;
    default:
      break;
  }
  if (d.mnemonic() == ZYDIS_MNEMONIC_UD2) result.control = Control::stop;
  const bool direct = result.control == Control::jump || result.control == Control::conditional ||
                      result.control == Control::call;
  if (direct) result.target = s.operands.substr(0, s.operands.find_first_of("@ \t,"));
}

}  // namespace

Instruction understand(const Assembly& assembly, std::size_t statement, const Code& code) {
  const Statement& s = assembly.statements[statement];
  const auto fail = [&](const std::string& why) {
    throw RewriteError(fmt::format("{}: '{}': {}", assembly.place(s), s.text, why));
  };
  Decoded d;
  if (!decode(code, d))
    fail("not one instruction that the decoder knows; write macros and unusual encodings out");
  if (const std::string why = reason_to_refuse(d, s); !why.empty()) fail(why);

  Instruction result;
  result.statement = statement;
  note_registers(d, result);
  note_special(d, result);
  note_control(d, s, result);
  if (result.target.size() > 1 && result.target[0] == '.' && !is_label_word(result.target))
    fail("a jump by a distance in bytes; the code between will grow, so jump to a label");
  if (result.target == ".") fail("a jump to '.'; give the place a label");
  if (const std::string why = find_accesses(d, s, result.accesses); !why.empty()) fail(why);
  return result;
}

}  // namespace shrimp::rewriter
