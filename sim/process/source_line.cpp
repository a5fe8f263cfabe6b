// SPDX-License-Identifier: MIT
#include "sim/process/source_line.h"

#include <fmt/core.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "sim/process/process.h"

namespace shrimp {
namespace {

bool is_code(const Process& process, std::uint64_t address) {
  for (const Program::Segment& s : process.program().segments()) {
    const std::uint64_t begin = process.image_address() + s.address;
    if (s.executable && address >= begin && address < begin + s.memory_bytes) return true;
  }
  return false;
}

/// "file:line (function)" of one line of addr2line's, or empty if it names no line of the user's: the
/// run-time library's own and the system's header files are passed over.
std::string users_line(std::string text) {
  const std::string inlined = " (inlined by) ";
  if (text.compare(0, inlined.size(), inlined) == 0) text.erase(0, inlined.size());
  const std::size_t at = text.rfind(" at ");
  if (at == std::string::npos || text.back() == '?') return {};
  for (const char* passed_over : {" at ?", "/sim/process/runtime/", " at /usr/include/", " at /usr/lib/"})
    if (text.find(passed_over, at) != std::string::npos) return {};
  const std::size_t file = std::max(text.rfind('/') + 1, at + 4), remark = text.find(" (discriminator", at);
  return fmt::format("{} ({})", text.substr(file, remark == std::string::npos ? remark : remark - file),
                     text.substr(0, at));
}

std::string look_up(const Process& process, std::uint64_t pc) {
  const std::string command = fmt::format("addr2line -Cfpi -e /proc/{}/fd/{} {:#x} 2>/dev/null", getpid(),
                                          process.program().file(), pc - process.image_address());
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return {};
  std::string found;
  char line[1024];
  while (fgets(line, sizeof line, pipe) != nullptr)  // innermost function first
    if (found.empty()) found = users_line(std::string(line, std::strcspn(line, "\n")));
  pclose(pipe);
  return found;
}

}  // namespace

std::string source_line(const Process& process, std::uint64_t pc) {
  if (is_code(process, pc)) {
    // A hook's pc is its return address: the byte before it belongs to the hook's call.
    std::string line = look_up(process, process.faulted() ? pc : pc - 1);
    if (!line.empty()) return line;
  }
  // Within a library: the nearest word on the stack that looks like a return address into code with lines.
  constexpr int most_words = 512, most_lookups = 16;
  const std::uint64_t top = process.window() + SHRIMP_STACK_TOP;
  std::uint64_t at = process.stack_pointer() & ~std::uint64_t{7};
  if (at < top - SHRIMP_STACK_BYTES || at >= top) return "an unknown place";
  int lookups = 0;
  for (int i = 0; i < most_words && at < top && lookups < most_lookups; ++i, at += 8) {
    std::uint64_t word;
    std::memcpy(&word, reinterpret_cast<const void*>(at), sizeof word);
    if (!is_code(process, word)) continue;
    ++lookups;
    const std::string line = look_up(process, word - 1);
    if (!line.empty()) return "called from " + line;
  }
  return "an unknown place";
}

}  // namespace shrimp
