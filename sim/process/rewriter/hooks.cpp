// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/hooks.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/process/abi.h"

namespace shrimp::rewriter {
namespace {

std::string field(int offset) {
  return fmt::format("shrimp_hook+{}(%rip)", offset);
}

/// The call of a slow routine: over the red zone; the routine preserves everything.
std::string call(const char* routine) {
  return fmt::format("\tleaq\t-128(%rsp), %rsp\n\tcall\t{}\n\tleaq\t128(%rsp), %rsp\n", routine);
}

/// Saves and restores the status flags in rax, and rax in its slot if it is live. Empty if the flags are
/// dead.
struct FlagSaver {
  bool flags_live, rax_live;

  explicit FlagSaver(RegisterSet live) : flags_live(live & all_flags), rax_live(live & bit(rax)) {}

  std::string save() const {
    if (!flags_live) return "";
    const std::string spill = rax_live ? fmt::format("\tmovq\t%rax, {}\n", field(SHRIMP_HOOK_SCRATCH2)) : "";
    return spill + "\tlahf\n\tseto\t%al\n";
  }
  std::string restore() const {
    if (!flags_live) return "";
    const std::string reload = rax_live ? fmt::format("\tmovq\t{}, %rax\n", field(SHRIMP_HOOK_SCRATCH2)) : "";
    return "\taddb\t$127, %al\n\tsahf\n" + reload;  // the addition overflows if al was 1
  }
};

/// Two registers for the inline code: dead ones if there are, else spilled to their slots.
struct Scratch {
  int first = -1, second = -1;
  bool first_live = false, second_live = false;

  Scratch(RegisterSet live, RegisterSet in_address, bool keep_rax) {
    RegisterSet taken = bit(rsp) | in_address | (keep_rax ? bit(rax) : 0);
    first = pick(live, taken, first_live);
    taken |= bit(first);
    second = pick(live, taken, second_live);
  }

  static int pick(RegisterSet live, RegisterSet taken, bool& is_live) {
    static constexpr int order[] = {rcx, rdx, rsi, rdi, rax, r8, r9, r10, r11, rbx, r12, r13, r14, r15, rbp};
    for (const int r : order)
      if (!((live | taken) & bit(r))) return is_live = false, r;
    for (const int r : order)
      if (!(taken & bit(r))) return is_live = true, r;
    return rcx;  // not reached: an address has two registers
  }

  std::string save() const {
    std::string text;
    if (first_live) text += fmt::format("\tmovq\t{}, {}\n", names64[first], field(SHRIMP_HOOK_SCRATCH0));
    if (second_live) text += fmt::format("\tmovq\t{}, {}\n", names64[second], field(SHRIMP_HOOK_SCRATCH1));
    return text;
  }
  std::string restore() const {
    std::string text;
    if (first_live) text += restore_first();
    if (second_live) text += fmt::format("\tmovq\t{}, {}\n", field(SHRIMP_HOOK_SCRATCH1), names64[second]);
    return text;
  }
  std::string restore_first() const {
    return first_live ? fmt::format("\tmovq\t{}, {}\n", field(SHRIMP_HOOK_SCRATCH0), names64[first]) : "";
  }
};

std::string load_address(const Access& access, int r) {
  std::string text = fmt::format("\tleaq\t{}, {}\n", access.address, names64[r]);
  if (access.offset) text += fmt::format("\tleaq\t{}({}), {}\n", access.offset, names64[r], names64[r]);
  return text;
}

long descriptor(const Access& access, int cycles_after) {
  long d = access.kind | access.bytes << SHRIMP_ACCESS_BYTES_SHIFT;
  if (access.locked) d |= SHRIMP_ACCESS_LOCKED;
  if (access.floating) d |= SHRIMP_ACCESS_FLOATING;
  return d | static_cast<long>(std::min(cycles_after, SHRIMP_ACCESS_AFTER_MASK)) << SHRIMP_ACCESS_AFTER_SHIFT;
}

std::string describe(const Access& access, int cycles_after) {
  return fmt::format("\tmovq\t${}, {}\n", descriptor(access, cycles_after), field(SHRIMP_HOOK_DESCRIPTOR));
}

}  // namespace

std::string HookWriter::new_label() {
  return fmt::format(".Lshrimp{}.{}", section_, labels_++);
}

void HookWriter::begin_slow(const std::string& label, const Place& place) {
  if (!place.location.empty() && place.location != last_location_) {
    slow_ += fmt::format("\t.loc\t{}\n", place.location);
    last_location_ = place.location;
  }
  slow_ += label + ":\n";
}

std::string HookWriter::take_slow_code() {
  last_location_.clear();
  return std::exchange(slow_, {});
}

std::string HookWriter::charge(const Place& place, int cycles, int instructions) {
  const FlagSaver flags(place.live);
  const std::string slow = new_label(), back = new_label();
  begin_slow(slow, place);
  slow_ += fmt::format("\tmovq\t${}, {}\n", cycles, field(SHRIMP_HOOK_DESCRIPTOR)) +
           call("shrimp_charge_slow") + fmt::format("\tjmp\t{}\n", back);
  std::string text = flags.save();
  if (instructions) text += fmt::format("\taddq\t${}, {}\n", instructions, field(SHRIMP_HOOK_INSTRUCTIONS));
  text += fmt::format("\tsubq\t${}, {}\n\tjs\t{}\n{}:\n", cycles, field(SHRIMP_HOOK_CYCLES_LEFT), slow, back);
  return text + flags.restore();
}

/// Locked accesses reach the bus in any case, and one of more than a line never lies in one line.
std::string HookWriter::always_slow(const Place& place, const Access& access, int cycles_after) {
  const Scratch scratch(place.live, access.registers, false);
  std::string text;
  if (scratch.first_live)
    text += fmt::format("\tmovq\t{}, {}\n", names64[scratch.first], field(SHRIMP_HOOK_SCRATCH0));
  text += load_address(access, scratch.first);
  text += fmt::format("\tmovq\t{}, {}\n", names64[scratch.first], field(SHRIMP_HOOK_ADDRESS));
  return text + scratch.restore_first() + describe(access, cycles_after) + call("shrimp_access_slow");
}

std::string HookWriter::access(const Place& place, const Access& access, int cycles_after) {
  if (access.locked || access.bytes > SHRIMP_LINE_BYTES) return always_slow(place, access, cycles_after);
  const FlagSaver flags(place.live);
  const Scratch scratch(place.live, access.registers, flags.flags_live);
  const std::string_view address = names64[scratch.first], entry = names64[scratch.second];
  const std::string slow = new_label(), back = new_label();
  const std::string restore = flags.restore() + scratch.restore();

  begin_slow(slow, place);
  slow_ += restore + load_address(access, scratch.first);
  slow_ += fmt::format("\tmovq\t{}, {}\n", address, field(SHRIMP_HOOK_ADDRESS));
  slow_ += scratch.restore_first() + describe(access, cycles_after) + call("shrimp_access_slow");
  slow_ += fmt::format("\tjmp\t{}\n", back);

  // The entry is the one of the first byte; the line compared, that of the last: an access over two lines is
  // slow.
  std::string text = scratch.save() + load_address(access, scratch.first) + flags.save();
  text += fmt::format("\tmovl\t{}, {}\n", names32[scratch.first], names32[scratch.second]);
  text += fmt::format("\tandl\t${}, {}\n", SHRIMP_HIT_MASK, names32[scratch.second]);
  text += fmt::format("\taddq\t{}, {}\n", field(SHRIMP_HOOK_HITS), entry);
  if (access.bytes > 1) text += fmt::format("\tleaq\t{}({}), {}\n", access.bytes - 1, address, address);
  text += fmt::format("\tandq\t$-{}, {}\n", SHRIMP_LINE_BYTES, address);
  const int side = access.kind == SHRIMP_ACCESS_LOAD ? SHRIMP_HIT_LOAD : SHRIMP_HIT_STORE;
  text += fmt::format("\tcmpq\t{}, {}({})\n\tjne\t{}\n", address, side, entry, slow);
  return text + restore + back + ":\n";
}

std::string HookWriter::read_clock(int cycles_after) {
  Access none;
  return describe(none, cycles_after) + call("shrimp_rdtsc_slow");
}

}  // namespace shrimp::rewriter
