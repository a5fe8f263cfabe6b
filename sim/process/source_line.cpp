// SPDX-License-Identifier: MIT
#include "sim/process/source_line.h"

#include <fmt/core.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <vector>

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
/// C library's own (sim/process/runtime, vmmc_api/posix) and the system's header files are passed over.
std::string users_line(std::string text) {
  const std::string inlined = " (inlined by) ";
  if (text.compare(0, inlined.size(), inlined) == 0) text.erase(0, inlined.size());
  const std::size_t at = text.rfind(" at ");
  if (at == std::string::npos || text.back() == '?') return {};
  for (const char* passed_over :
       {" at ?", "/sim/process/runtime/", "/vmmc_api/posix/", " at /usr/include/", " at /usr/lib/"})
    if (text.find(passed_over, at) != std::string::npos) return {};
  const std::size_t file = std::max(text.rfind('/') + 1, at + 4), remark = text.find(" (discriminator", at);
  return fmt::format("{} ({})", text.substr(file, remark == std::string::npos ? remark : remark - file),
                     text.substr(0, at));
}

/// The first of these addresses that belongs to a line of the user's, as that line.
std::string look_up(const Process& process, const std::vector<std::uint64_t>& addresses) {
  if (addresses.empty()) return {};
  std::string command = fmt::format("addr2line -Cfpi -e /proc/{}/fd/{}", getpid(), process.program().file());
  for (const std::uint64_t a : addresses) command += fmt::format(" {:#x}", a - process.image_address());
  FILE* pipe = popen((command + " 2>/dev/null").c_str(), "r");
  if (pipe == nullptr) return {};
  std::string found;
  char line[1024];
  while (fgets(line, sizeof line, pipe) != nullptr)  // of each address the innermost function first
    if (found.empty()) found = users_line(std::string(line, std::strcspn(line, "\n")));
  pclose(pipe);
  return found;
}

/// Words on the stack that look like return addresses, the nearest first.
std::vector<std::uint64_t> return_addresses(const Process& process) {
  constexpr int most_words = 1024;
  constexpr std::size_t most_addresses = 64;
  constexpr std::uint64_t overflow = 1 << 20;  // a stack that is full ends that far below its end at most
  const std::uint64_t top = process.window() + SHRIMP_STACK_TOP, end = top - SHRIMP_STACK_BYTES;
  std::uint64_t at = process.stack_pointer() & ~std::uint64_t{7};
  if (at < end && end - at <= overflow) at = end;
  std::vector<std::uint64_t> addresses;
  if (at < end) return addresses;
  for (int i = 0; i < most_words && at < top && addresses.size() < most_addresses; ++i, at += 8) {
    std::uint64_t word;
    std::memcpy(&word, reinterpret_cast<const void*>(at), sizeof word);
    if (is_code(process, word)) addresses.push_back(word - 1);
  }
  return addresses;
}

}  // namespace

std::string source_line(const Process& process, std::uint64_t pc) {
  if (is_code(process, pc)) {
    // A hook's pc is its return address: the byte before it belongs to the hook's call.
    std::string line = look_up(process, {process.faulted() ? pc : pc - 1});
    if (!line.empty()) return line;
  }
  // Within a library: who called it.
  const std::string line = look_up(process, return_addresses(process));
  if (!line.empty()) return "called from " + line;
  return "an unknown place";
}

}  // namespace shrimp
