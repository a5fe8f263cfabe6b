// SPDX-License-Identifier: MIT
// A board and a kernel for the library alone: they write down what it does and answer as the test says.
#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "fake_references.h"

struct FakeBoard {
  std::vector<std::string> references;  // "STORE 80000000 64", "LOAD 10000000", low 32 bits of the addresses
  std::deque<std::uint32_t> statuses;   // of the LOADs to come; when empty, LOADs start and finish at once
  bool dest_loaded = false;

  std::uintptr_t imported_start = 0;  // what the kernel knows
  int imported_words = 0;
  std::vector<std::vector<long>> traps;
  long trap_result = 0;
};
extern FakeBoard board;

// The addresses of a simulated process: numbers that nobody follows.
inline Int32* memory(std::uint32_t low) {
  return reinterpret_cast<Int32*>(0x200000000000 + low);
}
