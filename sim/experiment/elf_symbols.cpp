// SPDX-License-Identifier: MIT
#include "sim/experiment/elf_symbols.h"

#include <elf.h>

#include <cstring>
#include <fstream>
#include <iterator>

namespace shrimp {
namespace {

/// A structure at `offset`, or false if the file ends before.
template <class T>
bool read_at(const std::string& file, std::uint64_t offset, T& value) {
  if (offset > file.size() || file.size() - offset < sizeof value) return false;
  std::memcpy(&value, file.data() + offset, sizeof value);
  return true;
}

bool lacks_in_table(const std::string& file, const Elf64_Shdr& symbols, const Elf64_Shdr& names,
                    const char* name) {
  Elf64_Sym symbol;
  for (std::uint64_t at = 0; at < symbols.sh_size; at += sizeof symbol) {
    if (!read_at(file, symbols.sh_offset + at, symbol)) return false;
    const std::uint64_t text = names.sh_offset + symbol.st_name;
    if (symbol.st_shndx == SHN_UNDEF && text < file.size() && std::strcmp(file.c_str() + text, name) == 0)
      return true;
  }
  return false;
}

}  // namespace

bool lacks_symbol(const std::string& path, const char* name) {
  std::ifstream stream(path, std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(stream), {}};
  Elf64_Ehdr header;
  if (!read_at(file, 0, header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
      header.e_ident[EI_CLASS] != ELFCLASS64)
    return false;
  for (unsigned i = 0; i < header.e_shnum; ++i) {
    Elf64_Shdr section, names;
    if (!read_at(file, header.e_shoff + i * sizeof section, section)) return false;
    if (section.sh_type == SHT_DYNSYM &&
        read_at(file, header.e_shoff + section.sh_link * sizeof names, names) &&
        lacks_in_table(file, section, names, name))
      return true;
  }
  return false;
}

}  // namespace shrimp
