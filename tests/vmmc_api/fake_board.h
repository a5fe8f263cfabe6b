// SPDX-License-Identifier: MIT
// A board and a kernel for the library alone: they write down what it does and answer as the test says.
#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "fake_references.h"
#include "trap.h"

/// A transfer that the board has started.
struct Transfer {
  std::uintptr_t source;
  std::uint32_t destination;
  std::vector<std::int32_t> words;  ///< what the source held, if it is memory of the test (FakeBoard::reads)
};

struct FakeBoard {
  std::vector<std::string> references;  ///< "STORE 80000000 64", "LOAD 10000000", "EXCHANGE 10000000 64"
  std::deque<std::uint32_t> statuses;   ///< of the LOADs to come; when empty, LOADs start and finish at once
  std::uint32_t loaded = 0;             ///< destination of the last STORE
  std::int32_t loaded_bytes = 0;
  std::vector<Transfer> transfers;
  bool reads = false;  ///< the sources of this test exist

  /// What the kernel knows.
  struct Import {
    std::uintptr_t start;
    std::int32_t words;
    long state;
  };
  std::vector<Import> imports;
  std::map<std::uintptr_t, std::uintptr_t> pairs;  ///< page of memory -> page of the destination space
  long initiation = VMMC_INITIATION_TWO_REFERENCES;

  std::vector<vmmc_process> admitted;  ///< by the last export

  std::vector<std::vector<long>> traps;  ///< all but the question for the initiation
  long trap_result = 0;                  ///< negative: every trap fails with it

  /// Runs before the reference or trap with this number, as a handler of notifications would.
  std::function<void()> handler;
  int handler_at = -1;
  int events = 0;
};
extern FakeBoard board;

/// The addresses of a simulated process: numbers that nobody follows.
inline std::int32_t* memory(std::uint32_t low) {
  return reinterpret_cast<std::int32_t*>(0x200000000000 + low);
}
inline vmmc_proxy place(std::uint32_t low) {
  return reinterpret_cast<vmmc_proxy>(0x200000000000 + low);
}
inline std::uint32_t low(const void* address) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(address));
}

/// Makes the kernel know an imported buffer of so many bytes at this place of the destination space.
inline void know_import(std::uint32_t at, std::int32_t bytes) {
  board.imports.push_back({reinterpret_cast<std::uintptr_t>(place(at)), bytes / 4, VMMC_OK});
}

/// Traps of this number.
std::vector<std::vector<long>> traps_of(long number);
