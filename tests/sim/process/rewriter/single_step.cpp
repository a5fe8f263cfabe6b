// SPDX-License-Identifier: MIT
#include "tests/sim/process/rewriter/single_step.h"

#include <Zydis/Zydis.h>
#include <fcntl.h>
#include <gelf.h>
#include <sys/personality.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <unordered_map>

#include "sim/process/abi.h"

namespace {

struct Layout {
  std::uint64_t kernel = 0, text_begin = 0, text_end = 0, table_begin = 0, table_end = 0;
};

Layout layout_of(const std::string& program) {
  Layout layout;
  elf_version(EV_CURRENT);
  const int file = open(program.c_str(), O_RDONLY);
  Elf* elf = elf_begin(file, ELF_C_READ, nullptr);
  std::size_t names = 0;
  elf_getshdrstrndx(elf, &names);
  for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf, section));) {
    GElf_Shdr header;
    gelf_getshdr(section, &header);
    if (!std::strcmp(elf_strptr(elf, names, header.sh_name), ".text")) {
      layout.text_begin = header.sh_addr;
      layout.text_end = header.sh_addr + header.sh_size;
    }
    if (!std::strcmp(elf_strptr(elf, names, header.sh_name), ".got")) {
      layout.table_begin = header.sh_addr;
      layout.table_end = header.sh_addr + header.sh_size;
    }
    if (header.sh_type != SHT_SYMTAB) continue;
    Elf_Data* data = elf_getdata(section, nullptr);
    for (std::size_t i = 0; i < header.sh_size / header.sh_entsize; i++) {
      GElf_Sym symbol;
      gelf_getsym(data, static_cast<int>(i), &symbol);
      if (!std::strcmp(elf_strptr(elf, header.sh_link, symbol.st_name), "kernel"))
        layout.kernel = symbol.st_value;
    }
  }
  elf_end(elf);
  close(file);
  if (!layout.kernel) throw std::runtime_error(program + " has no kernel()");
  return layout;
}

struct Decoded {
  ZydisDecodedInstruction instruction;
  ZydisDecodedOperand operands[ZYDIS_MAX_OPERAND_COUNT];
};

class Stepper {
 public:
  Stepper(const std::string& program, bool count_nops)
      : layout_(layout_of(program)), count_nops_(count_nops) {
    ZydisDecoderInit(&decoder_, ZYDIS_MACHINE_MODE_LONG_64, ZYDIS_STACK_WIDTH_64);
    child_ = fork();
    if (child_ == 0) {
      personality(ADDR_NO_RANDOMIZE);
      ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
      close(1);
      execl(program.c_str(), program.c_str(), nullptr);
      _exit(127);
    }
    wait_stop();
  }

  SeenRun run() {
    const long original = peek(layout_.kernel);
    poke(layout_.kernel, (original & ~0xffl) | 0xcc);
    ptrace(PTRACE_CONT, child_, nullptr, nullptr);
    wait_stop();
    poke(layout_.kernel, original);
    user_regs_struct r = registers();
    r.rip = layout_.kernel;
    ptrace(PTRACE_SETREGS, child_, nullptr, &r);
    const std::uint64_t return_to = static_cast<std::uint64_t>(peek(r.rsp)), stack = r.rsp + 8;
    std::uint64_t last = 0;
    while (!(r.rip == return_to && r.rsp == stack)) {
      if (r.rip >= layout_.text_begin && r.rip < layout_.text_end) note(r, r.rip == last);
      last = r.rip;
      ptrace(PTRACE_SINGLESTEP, child_, nullptr, nullptr);
      wait_stop();
      r = registers();
    }
    ptrace(PTRACE_KILL, child_, nullptr, nullptr);
    waitpid(child_, nullptr, 0);
    return std::move(seen_);
  }

 private:
  Layout layout_;
  bool count_nops_;
  pid_t child_ = 0;
  ZydisDecoder decoder_;
  std::unordered_map<std::uint64_t, Decoded> known_;
  SeenRun seen_;

  long peek(std::uint64_t a) { return ptrace(PTRACE_PEEKDATA, child_, a, nullptr); }
  void poke(std::uint64_t a, long v) { ptrace(PTRACE_POKEDATA, child_, a, v); }
  user_regs_struct registers() {
    user_regs_struct r;
    ptrace(PTRACE_GETREGS, child_, nullptr, &r);
    return r;
  }
  void wait_stop() {
    int status = 0;
    waitpid(child_, &status, 0);
    if (!WIFSTOPPED(status) || WSTOPSIG(status) != SIGTRAP)
      throw std::runtime_error("the stepped program ended");
  }

  const Decoded& decoded(std::uint64_t rip) {
    const auto [it, is_new] = known_.try_emplace(rip);
    if (is_new) {
      std::uint8_t bytes[16];
      const long low = peek(rip), high = peek(rip + 8);
      std::memcpy(bytes, &low, 8);
      std::memcpy(bytes + 8, &high, 8);
      if (!ZYAN_SUCCESS(ZydisDecoderDecodeFull(&decoder_, bytes, sizeof bytes, &it->second.instruction,
                                               it->second.operands)))
        throw std::runtime_error("undecodable instruction");
    }
    return it->second;
  }

  static ZydisRegisterContext context(const user_regs_struct& r) {
    ZydisRegisterContext c{};
    const std::uint64_t values[] = {r.rax, r.rcx, r.rdx, r.rbx, r.rsp, r.rbp, r.rsi, r.rdi,
                                    r.r8,  r.r9,  r.r10, r.r11, r.r12, r.r13, r.r14, r.r15};
    for (int i = 0; i < 16; i++) {
      c.values[ZYDIS_REGISTER_RAX + i] = values[i];
      c.values[ZYDIS_REGISTER_EAX + i] = values[i] & 0xffffffff;
    }
    return c;
  }

  std::uint64_t address(const Decoded& d, const ZydisDecodedOperand& o, const user_regs_struct& r) {
    const ZydisInstructionCategory c = d.instruction.meta.category;
    const bool hidden = o.visibility == ZYDIS_OPERAND_VISIBILITY_HIDDEN;
    if (d.instruction.mnemonic == ZYDIS_MNEMONIC_LEAVE) return r.rbp;
    if (hidden && (c == ZYDIS_CATEGORY_PUSH || c == ZYDIS_CATEGORY_CALL)) return r.rsp - o.size / 8;
    const ZydisRegisterContext registers = context(r);
    ZyanU64 result = 0;
    ZydisCalcAbsoluteAddressEx(&d.instruction, &o, r.rip, &registers, &result);
    if (!hidden && c == ZYDIS_CATEGORY_POP && o.mem.base == ZYDIS_REGISTER_RSP) result += 8;
    return result;
  }

  void note(const user_regs_struct& r, bool again) {
    const Decoded& d = decoded(r.rip);
    const ZydisInstructionCategory c = d.instruction.meta.category;
    const bool repeated =
        c == ZYDIS_CATEGORY_STRINGOP &&
        d.instruction.attributes & (ZYDIS_ATTRIB_HAS_REP | ZYDIS_ATTRIB_HAS_REPE | ZYDIS_ATTRIB_HAS_REPNE);
    const bool nop = c == ZYDIS_CATEGORY_NOP || c == ZYDIS_CATEGORY_WIDENOP;
    if (!(repeated && again) && (count_nops_ || !nop)) seen_.instructions++;
    if (nop || (repeated && r.rcx == 0) || c == ZYDIS_CATEGORY_PREFETCH) return;
    std::vector<SeenAccess> accesses;
    for (int i = 0; i < d.instruction.operand_count; i++) {
      const ZydisDecodedOperand& o = d.operands[i];
      if (o.type != ZYDIS_OPERAND_TYPE_MEMORY || o.mem.type != ZYDIS_MEMOP_TYPE_MEM) continue;
      if (o.mem.segment == ZYDIS_REGISTER_FS) continue;
      const bool reads = o.actions & ZYDIS_OPERAND_ACTION_MASK_READ,
                 writes = o.actions & ZYDIS_OPERAND_ACTION_MASK_WRITE;
      const int kind = !writes ? SHRIMP_ACCESS_LOAD : reads ? SHRIMP_ACCESS_UPDATE : SHRIMP_ACCESS_STORE;
      const SeenAccess seen{address(d, o, r), kind, o.size / 8};
      // The offset table stands for constants of the real program: no accesses.
      if (seen.address >= layout_.table_begin && seen.address < layout_.table_end) continue;
      if (c == ZYDIS_CATEGORY_STRINGOP && o.mem.base == ZYDIS_REGISTER_RSI)
        accesses.insert(accesses.begin(), seen);
      else
        accesses.push_back(seen);
    }
    if (c == ZYDIS_CATEGORY_POP) std::reverse(accesses.begin(), accesses.end());
    seen_.accesses.insert(seen_.accesses.end(), accesses.begin(), accesses.end());
  }
};

}  // namespace

SeenRun single_step(const std::string& program, bool count_nops) {
  return Stepper(program, count_nops).run();
}
