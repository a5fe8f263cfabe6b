// SPDX-License-Identifier: MIT
// An interface that has been checked: types are known, sizes are those of something, and each argument has
// its place in the buffer.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "vmmc_api/shrimp_rpc/generator/description.h"

namespace shrimp::rpcgen {

enum class Direction { in, out, inout };

struct Argument {
  Direction direction = Direction::in;
  std::string type;  // as C has it
  std::string name;
  std::string size;  // of an array: a number, or the name of an argument; empty: no array
  bool structure = false;
  bool integer = false;
  bool is_signed = false;
  std::uint64_t bytes = 0;  // of one element

  bool array() const { return !size.empty(); }
  bool variable() const { return array() && !(size[0] >= '0' && size[0] <= '9'); }
  /// It begins at a multiple of eight bytes.
  bool wide() const { return structure || bytes == 8; }
  bool scalar() const { return !array() && !structure; }
};

/// What lies before a flag, from lower to higher addresses: arrays of variable length, then what is wide,
/// then a word that fills up, if need be, then the rest. The flag is at 4 modulo 8.
struct Area {
  std::vector<Argument> variable;
  std::vector<Argument> wide;
  bool filler = false;
  std::vector<Argument> small;
  unsigned round = 4;  // lengths of arrays are rounded up to it

  /// Bytes of arrays and structures of fixed size; and of all that has one, with what fills up.
  std::uint64_t fixed_bytes = 0, fixed_room = 0;
};

struct CheckedProcedure {
  std::string name;
  unsigned number = 0;
  std::string result;  // "void": none
  std::vector<Argument> arguments;
  Area call, back;  // `back`: what only returns; also "result"
  /// Nothing returns but the arguments of the call: their own flag tells it.
  bool returns_in_place = false;
};

struct CheckedStructure {
  std::string name;
  std::vector<Argument> fields;
};

struct Interface {
  std::string name;
  std::uint32_t version = 0;
  std::uint32_t signature = 0;  // of all that client and server must agree on
  std::uint32_t limit = 0;      // most bytes of arrays and structures in either area
  std::uint32_t bytes = 0;      // of an area, with its flag: whole pages
  std::vector<CheckedStructure> structures;
  std::vector<CheckedProcedure> procedures;
};

/// Throws Mistake.
Interface check(const std::string& file, const std::string& text, const Description& description);

}  // namespace shrimp::rpcgen
