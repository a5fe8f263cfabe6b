// SPDX-License-Identifier: MIT
// One decoded x86-64 instruction with all its operands, the hidden ones too (Zydis).
#pragma once
#include <Zydis/Zydis.h>

#include <cstdint>
#include <vector>

#include "sim/process/rewriter/registers.h"

namespace shrimp::rewriter {

struct Decoded {
  ZydisDecodedInstruction instruction;
  ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];

  const ZydisDecodedOperand* begin() const { return operands; }
  const ZydisDecodedOperand* end() const { return operands + instruction.operand_count; }
  ZydisMnemonic mnemonic() const { return instruction.mnemonic; }
  bool has(ZydisInstructionAttributes attribute) const { return instruction.attributes & attribute; }
};

/// False if the bytes are not exactly one instruction.
bool decode(const std::vector<std::uint8_t>& code, Decoded& result);

/// Number of the 64-bit register that contains this one, or -1 for others.
int general_register(ZydisRegister r);
bool is_vector(ZydisRegister r);
bool is_x87(ZydisRegister r);
int register_bits(ZydisRegister r);

inline bool reads(const ZydisDecodedOperand& o) {
  return o.actions & ZYDIS_OPERAND_ACTION_MASK_READ;
}
inline bool writes(const ZydisDecodedOperand& o) {
  return o.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE;
}
inline bool is_access(const ZydisDecodedOperand& o) {
  return o.type == ZYDIS_OPERAND_TYPE_MEMORY && o.mem.type == ZYDIS_MEMOP_TYPE_MEM;
}
inline bool is_visible(const ZydisDecodedOperand& o) {
  return o.visibility == ZYDIS_OPERAND_VISIBILITY_EXPLICIT;
}

/// Base and index of a memory operand.
RegisterSet address_registers(const ZydisDecodedOperand& o);

}  // namespace shrimp::rewriter
