// SPDX-License-Identifier: MIT
#include "sim/process/symbols.h"

#include <dlfcn.h>

#include <unordered_map>

#include "sim/process/host_names.h"

namespace shrimp {
namespace {

using Table = std::unordered_map<std::string, LibrarySymbol>;

Table read_table() {
  Table table;
#define UNCHANGED(name, cycles) table[#name] = {SymbolRule::unchanged, cycles, false, "", nullptr};
#define UNCHANGED_SETS_ERRNO(name, cycles) table[#name] = {SymbolRule::unchanged, cycles, true, "", nullptr};
#define REFUSED(name, reason) table[#name] = {SymbolRule::refused, 0, false, reason, nullptr};
#define OF_SIMULATOR(name, cycles) \
  table[#name] = {SymbolRule::unchanged, cycles, false, "", reinterpret_cast<void*>(&name)};
#include "sim/process/symbols.def"
#undef OF_SIMULATOR
#undef UNCHANGED
#undef UNCHANGED_SETS_ERRNO
#undef REFUSED
  return table;
}

}  // namespace

LibrarySymbol library_symbol(const std::string& name) {
  static const Table table = read_table();
  const auto found = table.find(name);
  if (found == table.end()) return {};
  LibrarySymbol symbol = found->second;
  if (symbol.rule == SymbolRule::unchanged && symbol.host_address == nullptr) {
    symbol.host_address = dlsym(RTLD_DEFAULT, name.c_str());
    if (symbol.host_address == nullptr) return {};
  }
  return symbol;
}

}  // namespace shrimp
