// SPDX-License-Identifier: MIT
#include "sim/process/stub.h"

#include <cstring>
#include <initializer_list>

extern "C" void shrimp_call_with_errno();

namespace shrimp {
namespace {

/// Appends machine code. Only r10 and r11 are changed: no call hands anything over in them.
class Code {
 public:
  explicit Code(std::uint8_t* at) : at_(at) { std::memset(at, 0xcc, CallStub::bytes); }
  void load_r10(const void* value) { put({0x49, 0xba}, value); }
  void load_r11(const void* value) { put({0x49, 0xbb}, value); }
  void subtract_at_r10(std::int32_t value) { put({0x49, 0x81, 0x2a}, value); }
  void jump_r10() { put({0x41, 0xff, 0xe2}); }
  void jump_r11() { put({0x41, 0xff, 0xe3}); }

 private:
  void put(std::initializer_list<std::uint8_t> opcode) {
    for (const std::uint8_t byte : opcode) *at_++ = byte;
  }
  template <class T>
  void put(std::initializer_list<std::uint8_t> opcode, T operand) {
    put(opcode);
    std::memcpy(at_, &operand, sizeof operand);
    at_ += sizeof operand;
  }
  std::uint8_t* at_;
};

}  // namespace

void CallStub::write(std::uint8_t* at, const LibrarySymbol& function, const shrimp_hook_state& hook) {
  Code code(at);
  code.load_r10(&hook.cycles_left);
  code.subtract_at_r10(function.cycles);
  code.load_r11(function.host_address);
  if (function.sets_errno) {
    code.load_r10(reinterpret_cast<const void*>(&shrimp_call_with_errno));
    code.jump_r10();
  } else {
    code.jump_r11();
  }
}

}  // namespace shrimp
