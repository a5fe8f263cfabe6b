// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/replacements.h"

#include <fmt/format.h>

namespace shrimp::rewriter {
namespace {

constexpr const char* count_down = "\tleaq\t-1(%rcx), %rcx\n";  // leaves the flags alone

/// Jumps to target if rcx is zero, without a change of flags; target may be far.
std::string far_jrcxz(HookWriter& hooks, const std::string& target) {
  const std::string zero = hooks.new_label(), over = hooks.new_label();
  return fmt::format("\tjrcxz\t{0}\n\tjmp\t{1}\n{0}:\n\tjmp\t{2}\n{1}:\n", zero, over, target);
}

/// One element: charge, hooks, the instruction without its prefix, and the count.
std::string element(HookWriter& hooks, const Replacement& what, RegisterSet live) {
  Place place = what.place;
  place.live = live | bit(rcx);
  std::string text = hooks.charge(place, what.element_cycles, 0);
  for (const Access& a : what.instruction.accesses)
    text += hooks.access(place, a, what.element_cycles);  // the start of the repetition lies behind
  return text + fmt::format("\t{}\t{}\n", what.statement.name, what.statement.operands) + count_down;
}

/// rep movs, stos, lods: they leave the flags alone, and so must the loop if anybody needs them.
std::string repeat(HookWriter& hooks, const Replacement& what) {
  const std::string top = hooks.new_label(), end = hooks.new_label();
  const bool flags_live = what.place.live & all_flags;
  std::string text = top + ":\n";
  text += flags_live ? far_jrcxz(hooks, end) : fmt::format("\ttestq\t%rcx, %rcx\n\tje\t{}\n", end);
  return text + element(hooks, what, what.place.live) + fmt::format("\tjmp\t{}\n{}:\n", top, end);
}

/// repe and repne with cmps and scas: with no element the flags stay; after each element they decide.
std::string repeat_while(HookWriter& hooks, const Replacement& what) {
  const std::string top = hooks.new_label(), end = hooks.new_label();
  std::string text = far_jrcxz(hooks, end) + top + ":\n";
  text += element(hooks, what, what.place.live & ~all_flags);  // the comparison sets all of them
  text += far_jrcxz(hooks, end);
  return text + fmt::format("\t{}\t{}\n{}:\n", what.instruction.repeat_while_equal ? "je" : "jne", top, end);
}

std::string loop(HookWriter& hooks, const Replacement& what) {
  const std::string end = hooks.new_label();
  const std::string target = what.statement.operands;
  std::string text = count_down;
  if (what.instruction.special == Special::loop) {
    text += fmt::format("\tjrcxz\t{}\n\tjmp\t{}\n", end, target);
  } else {
    const char* jump = what.instruction.special == Special::loop_equal ? "je" : "jne";
    text += fmt::format("\tjrcxz\t{}\n\t{}\t{}\n", end, jump, target);
  }
  return text + end + ":\n";
}

}  // namespace

std::string replace(HookWriter& hooks, const Replacement& what) {
  switch (what.instruction.special) {
    case Special::repeat:
      return repeat(hooks, what);
    case Special::repeat_while:
      return repeat_while(hooks, what);
    case Special::loop:
    case Special::loop_equal:
    case Special::loop_not_equal:
      return loop(hooks, what);
    case Special::jump_if_zero:
      return far_jrcxz(hooks, what.statement.operands);
    case Special::read_clock:
      return hooks.read_clock(what.cycles_after);
    case Special::none:
      break;
  }
  return "";
}

}  // namespace shrimp::rewriter
