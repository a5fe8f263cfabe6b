// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/flow.h"

#include "sim/process/rewriter/labels.h"

namespace shrimp::rewriter {
namespace {

constexpr std::size_t none = Labels::none;

/// A longer block is cut: the descriptor has 19 bits for the cycles that follow an access.
constexpr std::size_t longest_block = 1024;

/// A repeated string instruction becomes a loop that charges each element: what follows it is charged after
/// it.
bool ends_block(const Instruction& i) {
  return i.control != Control::next || i.special == Special::repeat || i.special == Special::repeat_while;
}

class Analysis {
 public:
  Analysis(const Assembly& assembly, const std::vector<Instruction>& instructions)
      : assembly_(assembly), code_(instructions), labels_(assembly, instructions) {
    find_followers();
    find_blocks();
    iterate();
  }
  Flow take() { return std::move(flow_); }

 private:
  const Assembly& assembly_;
  const std::vector<Instruction>& code_;
  Labels labels_;
  std::vector<std::size_t> follower_;  // next instruction of the same section
  std::vector<std::size_t> block_of_;
  std::vector<RegisterSet> live_in_;  // per block
  RegisterSet live_at_taken_ = 0;     // flags live at any label whose address is taken
  Flow flow_;

  const Statement& statement(std::size_t i) const { return assembly_.statements[code_[i].statement]; }
  bool by_hand(std::size_t i) const { return statement(i).inline_assembly; }

  void find_followers() {
    follower_.assign(code_.size(), none);
    std::vector<std::size_t> last(assembly_.sections.size(), none);
    for (std::size_t i = 0; i < code_.size(); i++) {
      std::size_t& previous = last[statement(i).section];
      if (previous != none) follower_[previous] = i;
      previous = i;
    }
  }

  void find_blocks() {
    block_of_.assign(code_.size(), 0);
    for (std::size_t i = 0; i < code_.size(); i++) {
      const bool begins = i == 0 || labels_.begins_block(i) || follower_[i - 1] != i ||
                          ends_block(code_[i - 1]) ||
                          (i - flow_.blocks.back().first >= longest_block && !code_[i].glued);
      if (begins) flow_.blocks.push_back({i, i, false});
      flow_.blocks.back().last = i;
      block_of_[i] = flow_.blocks.size() - 1;
    }
    for (Block& b : flow_.blocks)
      b.repeats = code_[b.last].control == Control::conditional && labels_.target(code_[b.last]) == b.first;
  }

  RegisterSet live_at_target(std::size_t i) const {
    const std::size_t t = labels_.target(code_[i]);
    RegisterSet live = t == none ? 0 : live_in_[block_of_[t]];
    // Another file, or a function that the linker may bind to another definition.
    const bool local = code_[i].target.rfind(".L", 0) == 0 || (t != none && by_hand(t));
    if (t == none || !local) live |= by_hand(i) ? everything : live_at_call;
    return live;
  }

  RegisterSet after(std::size_t i) const {
    const RegisterSet next = follower_[i] == none ? everything : live_in_[block_of_[follower_[i]]];
    switch (code_[i].control) {
      case Control::next:
        return next;
      case Control::conditional:
        return next | live_at_target(i);
      case Control::jump:
        return live_at_target(i);
      case Control::indirect_jump:
        return all_registers | (by_hand(i) ? all_flags : live_at_taken_);
      case Control::call:
      case Control::indirect_call:
        return by_hand(i) ? everything : live_at_call;
      case Control::ret:
        return by_hand(i) ? everything : live_at_return;
      case Control::stop:
        return all_registers;
    }
    return everything;
  }

  RegisterSet before(std::size_t i, RegisterSet after) const {
    return code_[i].reads | (after & ~code_[i].kills) | bit(rsp);
  }

  void iterate() {
    live_in_.assign(flow_.blocks.size(), 0);
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t b = flow_.blocks.size(); b-- > 0;) {
        RegisterSet live = after(flow_.blocks[b].last);
        for (std::size_t i = flow_.blocks[b].last + 1; i-- > flow_.blocks[b].first;) live = before(i, live);
        changed |= live != live_in_[b];
        live_in_[b] = live;
      }
      RegisterSet taken = 0;
      for (const std::size_t i : labels_.address_taken()) taken |= live_in_[block_of_[i]] & all_flags;
      changed |= taken != live_at_taken_;
      live_at_taken_ = taken;
    }
    flow_.live_before.resize(code_.size());
    flow_.live_after.resize(code_.size());
    for (std::size_t b = 0; b < flow_.blocks.size(); b++) {
      RegisterSet live = after(flow_.blocks[b].last);
      for (std::size_t i = flow_.blocks[b].last + 1; i-- > flow_.blocks[b].first;) {
        flow_.live_after[i] = live;
        flow_.live_before[i] = live = before(i, live);
      }
    }
  }
};

}  // namespace

Flow analyze_flow(const Assembly& assembly, const std::vector<Instruction>& instructions) {
  return Analysis(assembly, instructions).take();
}

}  // namespace shrimp::rewriter
