// SPDX-License-Identifier: MIT
// The functions of the libraries (vmmc_api) by which a program sends deliberate updates.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/process/program.h"

namespace shrimp {

class SendFunctions {
 public:
  /// Which library a function belongs to: those of SBL call those of VMMC.
  enum class Layer : std::uint8_t { sbl, vmmc };
  struct Function {
    std::uint64_t address;  // in the image
    Layer layer;
  };

  /// None if the program has none, or was stripped of its symbols.
  explicit SendFunctions(const Program& program);

  const std::vector<Function>& all() const { return functions_; }
  /// Of a function's first instruction; nothing if it is none of these.
  std::optional<Layer> layer_of(std::uint64_t address) const;
  /// Whether an instruction belongs to the libraries, which the linker leaves in one piece.
  bool have(std::uint64_t address) const { return begin_ <= address && address < end_; }
  /// Where the image has shrimp_charge_slow (EntryStops).
  std::uint64_t charge_slow() const { return charge_slow_; }

 private:
  std::vector<Function> functions_;
  std::uint64_t begin_ = 0, end_ = 0;  // from the first function that makes a transfer behind the last one
  std::uint64_t charge_slow_ = 0;
};

}  // namespace shrimp
