// SPDX-License-Identifier: MIT
#include "sim/process/code_place.h"

#include <fmt/core.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace shrimp {
namespace {

/// A file in memory with the addresses, one a line; -1 if the host has no room.
int file_with(const std::vector<std::uint64_t>& addresses) {
  std::string text;
  for (const std::uint64_t a : addresses) text += fmt::format("{:#x}\n", a);
  const int file = memfd_create("addresses", MFD_CLOEXEC);
  if (file < 0) return -1;
  if (write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    close(file);
    return -1;
  }
  return file;
}

bool is_of_the_system(const std::string& path) {
  return path.compare(0, 13, "/usr/include/") == 0 || path.compare(0, 9, "/usr/lib/") == 0;
}

/// "path:12 (discriminator 3)", "path:?" or "??:0".
CodePlace place_of(std::string function, const std::string& path, std::size_t colon) {
  CodePlace place;
  if (function != "??") place.function = std::move(function);
  if (place.function.empty()) place.function = "?";
  if (path.compare(0, 2, "??") == 0) return place;
  const std::size_t name = path.rfind('/', colon) + 1;  // 0 if there is no folder
  place.file = path.substr(name, colon - name);
  place.line = static_cast<std::uint32_t>(std::strtoul(path.c_str() + colon + 1, nullptr, 10));
  return place;
}

}  // namespace

std::vector<CodePlace> code_places(const Program& program, const std::vector<std::uint64_t>& addresses) {
  std::vector<CodePlace> places(addresses.size(), CodePlace{"?", "", 0});
  const int input = file_with(addresses);
  if (input < 0) return places;
  const std::string command = fmt::format(
      "addr2line -aCfi -e /proc/{0}/fd/{1} < /proc/{0}/fd/{2} 2>/dev/null", getpid(), program.file(), input);
  FILE* pipe = popen(command.c_str(), "r");
  char* line = nullptr;
  std::size_t room = 0;
  const auto next_line = [&] {
    const bool there = pipe && getline(&line, &room, pipe) > 0;
    if (there) line[std::strcspn(line, "\n")] = 0;
    return there;
  };
  std::size_t count = 0;
  bool found = false, any = false;  // a place of the user's; any place
  while (next_line()) {
    if (std::strncmp(line, "0x", 2) == 0) {
      ++count;
      found = any = false;
      continue;
    }
    const std::string function = line;
    if (!next_line() || count == 0 || count > places.size()) break;
    const std::string path = line;
    const std::size_t colon = path.rfind(':');
    if (found || colon == std::string::npos || (any && is_of_the_system(path))) continue;
    places[count - 1] = place_of(function, path, colon);
    any = true;
    found = !is_of_the_system(path);
  }
  std::free(line);
  if (pipe) pclose(pipe);
  close(input);
  return places;
}

}  // namespace shrimp
