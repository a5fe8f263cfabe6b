// SPDX-License-Identifier: MIT
#include "tests/sim/process/rewriter/hook_checker.h"

#include <Zydis/Zydis.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <gelf.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <vector>

namespace {

struct Relocation {
  std::string symbol;
  unsigned type = 0;
};

struct Line {
  std::uint64_t at = 0;
  ZydisDecodedInstruction instruction;
  ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
  Relocation relocation;

  bool is(ZydisMnemonic m) const { return instruction.mnemonic == m; }
  bool refers_to_us() const { return relocation.symbol.rfind("shrimp_", 0) == 0; }
  bool has_constant(std::int64_t value) const {
    return operands[1].type == ZYDIS_OPERAND_TYPE_IMMEDIATE && operands[1].imm.value.s == value;
  }
  bool from_table() const {
    return relocation.type == R_X86_64_GOTPCREL || relocation.type == R_X86_64_GOTPCRELX ||
           relocation.type == R_X86_64_REX_GOTPCRELX || relocation.type == R_X86_64_GOTTPOFF;
  }
};

/// What an access needs and what a hook offers: the parts of the operand that one can compare.
struct Operand {
  ZydisRegister base, index;
  int scale;
  std::int64_t displacement;
  bool relative;  // to the instruction pointer: its displacement is the linker's
  bool matches(const Operand& o) const {
    return base == o.base && index == o.index && (index == ZYDIS_REGISTER_NONE || scale == o.scale) &&
           (relative || displacement == o.displacement);
  }
};

Operand operand_of(const ZydisDecodedOperand& o) {
  return {o.mem.base, o.mem.index, o.mem.scale, o.mem.disp.has_displacement ? o.mem.disp.value : 0,
          o.mem.base == ZYDIS_REGISTER_RIP};
}

class Checker {
 public:
  void section(const std::uint8_t* bytes, std::size_t size,
               const std::map<std::uint64_t, Relocation>& relocations) {
    ZydisDecoder decoder;
    ZydisDecoderInit(&decoder, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    lines_.clear();
    for (std::size_t at = 0; at < size;) {
      Line line;
      line.at = at;
      if (!ZYAN_SUCCESS(
              ZydisDecoderDecodeFull(&decoder, bytes + at, size - at, &line.instruction, line.operands))) {
        report_.faults += fmt::format("undecodable byte at {:#x}\n", at);
        return;
      }
      const auto r = relocations.lower_bound(at);
      if (r != relocations.end() && r->first < at + line.instruction.length) line.relocation = r->second;
      at += line.instruction.length;
      lines_.push_back(line);
    }
    hooks_.clear();
    for (std::size_t i = 0; i < lines_.size(); i++) i = step(i);
  }
  HookReport take() { return std::move(report_); }

 private:
  std::vector<Line> lines_;
  std::vector<Operand> hooks_;  // seen since the last memory instruction
  HookReport report_;

  /// The lea of a hook: the last one before i that writes the register; two for a pop to (%rsp).
  void note_hook(std::size_t i, ZydisRegister r) {
    for (std::size_t n = 1; n <= 8 && n <= i; n++) {
      const Line& l = lines_[i - n];
      if (!l.is(ZYDIS_MNEMONIC_LEA) || l.operands[0].reg.value != r) continue;
      Operand o = operand_of(l.operands[1]);
      const bool self = o.base == r && o.index == ZYDIS_REGISTER_NONE && n < i &&
                        lines_[i - n - 1].is(ZYDIS_MNEMONIC_LEA) &&
                        lines_[i - n - 1].operands[0].reg.value == r;
      if (self) o = operand_of(lines_[i - n - 1].operands[1]);
      hooks_.push_back(o);
      return;
    }
  }

  /// Returns the last line that it used.
  std::size_t step(std::size_t i) {
    const Line& l = lines_[i];
    const bool compares =
        l.is(ZYDIS_MNEMONIC_AND) && l.has_constant(0xfe0) && i > 0 && lines_[i - 1].is(ZYDIS_MNEMONIC_MOV);
    if (compares) {
      const ZydisRegister source =
          ZydisRegisterGetLargestEnclosing(ZYDIS_MACHINE_MODE_LONG_64, lines_[i - 1].operands[1].reg.value);
      note_hook(i - 1, source);
      for (; i < lines_.size() && !lines_[i].is(ZYDIS_MNEMONIC_JNZ); i++) {
      }
      return i;
    }
    if (l.refers_to_us()) {
      // An access that is always slow stands inline; out of line, a jump back follows.
      const bool call = l.is(ZYDIS_MNEMONIC_CALL) && l.relocation.symbol == "shrimp_access_slow";
      const bool inline_call = call && i + 2 < lines_.size() && !lines_[i + 2].is(ZYDIS_MNEMONIC_JMP);
      if (inline_call)
        for (std::size_t n = i; n-- > 0;)
          if (lines_[n].is(ZYDIS_MNEMONIC_MOV) && lines_[n].refers_to_us() &&
              lines_[n].operands[1].type == ZYDIS_OPERAND_TYPE_REGISTER &&
              lines_[n].operands[0].type == ZYDIS_OPERAND_TYPE_MEMORY &&
              lines_[n - 1].is(ZYDIS_MNEMONIC_LEA)) {
            hooks_.push_back(operand_of(lines_[n - 1].operands[1]));
            break;
          }
      return i;
    }
    report_.instructions++;
    check(l);
    return i;
  }

  void check(const Line& l) {
    const ZydisInstructionCategory c = l.instruction.meta.category;
    if (c == ZYDIS_CATEGORY_NOP || c == ZYDIS_CATEGORY_WIDENOP || c == ZYDIS_CATEGORY_PREFETCH) return;
    std::size_t needed = 0, matched = 0;
    for (int n = 0; n < l.instruction.operand_count; n++) {
      const ZydisDecodedOperand& o = l.operands[n];
      if (o.type != ZYDIS_OPERAND_TYPE_MEMORY || o.mem.type != ZYDIS_MEMOP_TYPE_MEM) continue;
      const bool hidden = o.visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN;
      if (o.mem.segment == ZYDIS_REGISTER_FS || (!hidden && l.from_table())) continue;
      needed++;
      Operand want = operand_of(o);
      if (hidden && (c == ZYDIS_CATEGORY_PUSH || c == ZYDIS_CATEGORY_CALL)) want.displacement = -(o.size / 8);
      if (l.is(ZYDIS_MNEMONIC_LEAVE)) want.base = ZYDIS_REGISTER_RBP;
      for (const Operand& hook : hooks_)
        if (want.matches(hook)) {
          matched++;
          break;
        }
    }
    if (!needed) return;
    report_.accesses += static_cast<int>(needed);
    if (matched != needed || hooks_.size() != needed)
      report_.faults +=
          fmt::format("{} at {:#x}: {} accesses, {} hooks, {} of them right\n",
                      ZydisMnemonicGetString(l.instruction.mnemonic), l.at, needed, hooks_.size(), matched);
    hooks_.clear();
  }
};

std::map<std::uint64_t, Relocation> relocations_of(Elf* elf, std::size_t section) {
  std::map<std::uint64_t, Relocation> result;
  for (Elf_Scn* scn = nullptr; (scn = elf_nextscn(elf, scn));) {
    GElf_Shdr header;
    gelf_getshdr(scn, &header);
    if (header.sh_type != SHT_RELA || header.sh_info != section) continue;
    Elf_Scn* symbols = elf_getscn(elf, header.sh_link);
    GElf_Shdr symbol_header;
    gelf_getshdr(symbols, &symbol_header);
    for (std::size_t i = 0; i < header.sh_size / header.sh_entsize; i++) {
      GElf_Rela rela;
      GElf_Sym symbol;
      gelf_getrela(elf_getdata(scn, nullptr), static_cast<int>(i), &rela);
      gelf_getsym(elf_getdata(symbols, nullptr), static_cast<int>(GELF_R_SYM(rela.r_info)), &symbol);
      const char* name = elf_strptr(elf, symbol_header.sh_link, symbol.st_name);
      result[rela.r_offset] = {name ? name : "", static_cast<unsigned>(GELF_R_TYPE(rela.r_info))};
    }
  }
  return result;
}

}  // namespace

HookReport check_hooks(const std::string& object) {
  elf_version(EV_CURRENT);
  const int file = open(object.c_str(), O_RDONLY);
  Elf* elf = elf_begin(file, ELF_C_READ, nullptr);
  Checker checker;
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section));) {
    GElf_Shdr header;
    gelf_getshdr(section, &header);
    if (header.sh_type != SHT_PROGBITS || !(header.sh_flags & SHF_EXECINSTR) || !header.sh_size) continue;
    const auto* bytes = static_cast<const std::uint8_t*>(elf_getdata(section, nullptr)->d_buf);
    checker.section(bytes, header.sh_size, relocations_of(elf, elf_ndxscn(section)));
  }
  elf_end(elf);
  close(file);
  return checker.take();
}
