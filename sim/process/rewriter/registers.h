// SPDX-License-Identifier: MIT
// Sets of general registers and status flags, for liveness, and the registers' names in assembler text.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace shrimp::rewriter {

/// Bits 0 to 15: rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8 to r15 (the hardware's numbers). Then the status
/// flags.
using RegisterSet = std::uint32_t;

enum Register : int { rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15 };

constexpr RegisterSet bit(int r) {
  return RegisterSet{1} << r;
}

constexpr RegisterSet all_registers = 0xffff;
constexpr RegisterSet carry_flag = bit(16), parity_flag = bit(17), adjust_flag = bit(18), zero_flag = bit(19),
                      sign_flag = bit(20), overflow_flag = bit(21);
constexpr RegisterSet all_flags =
    carry_flag | parity_flag | adjust_flag | zero_flag | sign_flag | overflow_flag;
constexpr RegisterSet everything = all_registers | all_flags;

/// System V calling convention.
constexpr RegisterSet callee_saved =
    bit(rbx) | bit(rbp) | bit(rsp) | bit(r12) | bit(r13) | bit(r14) | bit(r15);
constexpr RegisterSet live_at_return = callee_saved | bit(rax) | bit(rdx);
/// Arguments, the count of vector arguments (al) and the static chain (r10); and what the callee preserves.
constexpr RegisterSet live_at_call = all_registers & ~bit(r11);

constexpr std::array<std::string_view, 16> names64{"%rax", "%rcx", "%rdx", "%rbx", "%rsp", "%rbp",
                                                   "%rsi", "%rdi", "%r8",  "%r9",  "%r10", "%r11",
                                                   "%r12", "%r13", "%r14", "%r15"};
constexpr std::array<std::string_view, 16> names32{"%eax",  "%ecx",  "%edx",  "%ebx", "%esp",  "%ebp",
                                                   "%esi",  "%edi",  "%r8d",  "%r9d", "%r10d", "%r11d",
                                                   "%r12d", "%r13d", "%r14d", "%r15d"};

}  // namespace shrimp::rewriter
