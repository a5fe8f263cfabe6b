// SPDX-License-Identifier: MIT
// Instructions that have no place in a simulated process: those that talk to the host's kernel or depend on
// the host, so that a run would not repeat, and those whose accesses cannot be told from their operands.
#include "sim/process/rewriter/assembly_lines.h"
#include "sim/process/rewriter/instruction_parts.h"

namespace shrimp::rewriter {

bool is_label_word(const std::string& word) {
  for (const char c : word)
    if (!is_name_character(c)) return false;
  return !word.empty();
}

namespace {

std::string refused_by_mnemonic(ZydisMnemonic mnemonic) {
  switch (mnemonic) {
    case ZYDIS_MNEMONIC_SYSCALL:
    case ZYDIS_MNEMONIC_SYSENTER:
    case ZYDIS_MNEMONIC_INT:
      return "system calls would reach the host's kernel; call the C library or VMMC instead";
    case ZYDIS_MNEMONIC_CPUID:
      return "cpuid answers for the host, not for a Pentium; guard this code by a macro of your own";
    case ZYDIS_MNEMONIC_RDRAND:
    case ZYDIS_MNEMONIC_RDSEED:
      return "random numbers of the host make runs differ; use rand() with a seed";
    case ZYDIS_MNEMONIC_RDTSCP:
    case ZYDIS_MNEMONIC_RDPMC:
    case ZYDIS_MNEMONIC_RDPID:
      return "a counter of the host; rdtsc is simulated, use that";
    case ZYDIS_MNEMONIC_ENTER:
    case ZYDIS_MNEMONIC_XLAT:
    case ZYDIS_MNEMONIC_CLFLUSH:
    case ZYDIS_MNEMONIC_CLFLUSHOPT:
    case ZYDIS_MNEMONIC_CLWB:
    case ZYDIS_MNEMONIC_FXSAVE:
    case ZYDIS_MNEMONIC_FXSAVE64:
    case ZYDIS_MNEMONIC_FXRSTOR:
    case ZYDIS_MNEMONIC_FXRSTOR64:
    case ZYDIS_MNEMONIC_XBEGIN:
    case ZYDIS_MNEMONIC_XGETBV:
    case ZYDIS_MNEMONIC_IRET:
    case ZYDIS_MNEMONIC_IRETD:
    case ZYDIS_MNEMONIC_IRETQ:
      return "this instruction is not supported in simulated programs";
    default:
      return "";
  }
}

std::string refused_by_category(ZydisInstructionCategory category) {
  switch (category) {
    case ZYDIS_CATEGORY_IO:
    case ZYDIS_CATEGORY_IOSTRINGOP:
      return "port input and output belongs to the kernel; a process reaches the network interface through "
             "VMMC";
    case ZYDIS_CATEGORY_SYSTEM:
    case ZYDIS_CATEGORY_SYSRET:
    case ZYDIS_CATEGORY_INTERRUPT:
    case ZYDIS_CATEGORY_VTX:
    case ZYDIS_CATEGORY_RDWRFSGS:
      return "a privileged or system instruction; processes run in user mode";
    case ZYDIS_CATEGORY_XSAVE:
    case ZYDIS_CATEGORY_XSAVEOPT:
      return "saves a state whose size depends on the host; not supported in simulated programs";
    default:
      return "";
  }
}

}  // namespace

std::string reason_to_refuse(const Decoded& d, const Statement& s) {
  if (std::string why = refused_by_mnemonic(d.mnemonic()); !why.empty()) return why;
  const bool allowed = d.mnemonic() == ZYDIS_MNEMONIC_RDTSC || d.mnemonic() == ZYDIS_MNEMONIC_UD2 ||
                       d.mnemonic() == ZYDIS_MNEMONIC_INT3;
  if (!allowed)
    if (std::string why = refused_by_category(d.instruction.meta.category); !why.empty()) return why;
  const bool by_count = d.mnemonic() == ZYDIS_MNEMONIC_LOOP || d.mnemonic() == ZYDIS_MNEMONIC_LOOPE ||
                        d.mnemonic() == ZYDIS_MNEMONIC_LOOPNE || d.mnemonic() == ZYDIS_MNEMONIC_JECXZ ||
                        d.instruction.meta.category == ZYDIS_CATEGORY_STRINGOP;
  if (by_count && d.instruction.address_width != 64)
    return "32-bit addresses in a string instruction or loop are not supported";
  if (s.operands.find("@tlsdesc") != std::string::npos || s.operands.find("@TLSDESC") != std::string::npos ||
      s.operands.find("@tlscall") != std::string::npos)
    return "thread-local variables through descriptors; compile with -mtls-dialect=gnu";
  return "";
}

}  // namespace shrimp::rewriter
