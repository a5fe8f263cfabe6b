// SPDX-License-Identifier: MIT
// Which labels matter, and which instruction each one names.
#pragma once
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sim/process/rewriter/assembly.h"
#include "sim/process/rewriter/instruction.h"

namespace shrimp::rewriter {

class Labels {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  Labels(const Assembly& assembly, const std::vector<Instruction>& instructions);

  /// True if control may arrive at this instruction from elsewhere.
  bool begins_block(std::size_t instruction) const { return begins_block_[instruction]; }
  /// True if its address is taken: a jump table, a landing pad, a function pointer.
  const std::vector<std::size_t>& address_taken() const { return address_taken_; }
  /// The instruction that the label of a jump names, or none if it lies in another file.
  std::size_t target(const Instruction& jump) const;

 private:
  std::unordered_map<std::string, std::size_t> named_;
  std::unordered_map<std::string, std::vector<std::pair<std::size_t, std::size_t>>>
      numbered_;  // statement, target
  std::vector<bool> begins_block_;
  std::vector<std::size_t> address_taken_;
};

}  // namespace shrimp::rewriter
