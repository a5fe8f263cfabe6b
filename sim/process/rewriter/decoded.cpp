// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/decoded.h"

namespace shrimp::rewriter {

bool decode(const std::vector<std::uint8_t>& code, Decoded& result) {
  static const ZydisDecoder decoder = [] {
    ZydisDecoder d;
    ZydisDecoderInit(&d, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    return d;
  }();
  const ZyanStatus status =
      ZydisDecoderDecodeFull(&decoder, code.data(), code.size(), &result.instruction, result.operands);
  return ZYAN_SUCCESS(status) && result.instruction.length == code.size();
}

int general_register(ZydisRegister r) {
  const ZydisRegister whole = ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, r);
  return ZydisRegisterGetClass(whole) == ZYDIS_REGCLASS_GPR64 ? ZydisRegisterGetId(whole) : -1;
}

bool is_vector(ZydisRegister r) {
  const ZydisRegisterClass c = ZydisRegisterGetClass(r);
  return c == ZYDIS_REGCLASS_XMM || c == ZYDIS_REGCLASS_YMM || c == ZYDIS_REGCLASS_ZMM;
}

bool is_x87(ZydisRegister r) {
  const ZydisRegisterClass c = ZydisRegisterGetClass(r);
  return c == ZYDIS_REGCLASS_X87 || c == ZYDIS_REGCLASS_MMX;
}

int register_bits(ZydisRegister r) {
  return ZydisRegisterGetWidth(ZYDIS_MACHINE_MODE_LONG_64, r);
}

RegisterSet address_registers(const ZydisDecodedOperand& o) {
  RegisterSet set = 0;
  for (const ZydisRegister r : {o.mem.base, o.mem.index})
    if (const int n = general_register(r); n >= 0) set |= bit(n);
  return set;
}

}  // namespace shrimp::rewriter
