// SPDX-License-Identifier: MIT
#include "sim/process/functions.h"

#include <elf.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include <string_view>

#include "sim/process/function_names.h"

namespace shrimp {

namespace {

/// The file of a program, which Program has checked, in memory while this lives.
class Image {
 public:
  explicit Image(int file) {
    struct stat s {};
    if (fstat(file, &s) != 0) return;
    bytes_ = static_cast<std::size_t>(s.st_size);
    void* at = mmap(nullptr, bytes_, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) at_ = static_cast<const char*>(at);
  }
  ~Image() {
    if (at_) munmap(const_cast<char*>(at_), bytes_);
  }
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// Null if the file does not reach there.
  template <class T>
  const T* at(std::uint64_t offset, std::uint64_t count = 1) const {
    if (!at_ || offset > bytes_ || count > (bytes_ - offset) / sizeof(T)) return nullptr;
    return reinterpret_cast<const T*>(at_ + offset);
  }

 private:
  const char* at_ = nullptr;
  std::size_t bytes_ = 0;
};

}  // namespace

std::vector<Function> functions_of(const Program& program) {
  std::vector<Function> functions;
  const Image image(program.file());
  const auto* header = image.at<Elf64_Ehdr>(0);
  const auto* sections = header ? image.at<Elf64_Shdr>(header->e_shoff, header->e_shnum) : nullptr;
  if (!sections) return functions;
  for (int i = 0; i < header->e_shnum; ++i) {
    const Elf64_Shdr& table = sections[i];
    if (table.sh_type != SHT_SYMTAB || table.sh_link >= header->e_shnum) continue;
    const Elf64_Shdr& strings = sections[table.sh_link];
    const std::uint64_t count = table.sh_size / sizeof(Elf64_Sym);
    const auto* symbols = image.at<Elf64_Sym>(table.sh_offset, count);
    const auto* names = image.at<char>(strings.sh_offset, strings.sh_size);
    for (std::uint64_t k = 0; symbols && names && k < count; ++k) {
      const Elf64_Sym& s = symbols[k];
      const bool cold = s.st_name < strings.sh_size &&
                        std::string(names + s.st_name).find(".cold") != std::string::npos;  // no entry
      if (ELF64_ST_TYPE(s.st_info) != STT_FUNC || s.st_shndx == SHN_UNDEF || cold) continue;
      if (s.st_name < strings.sh_size) functions.push_back({names_of_symbol(names + s.st_name), s.st_value});
    }
  }
  return functions;
}

CodeRange library_code_of(const Program& program) {
  const Image image(program.file());
  const auto* header = image.at<Elf64_Ehdr>(0);
  const auto* sections = header ? image.at<Elf64_Shdr>(header->e_shoff, header->e_shnum) : nullptr;
  if (!sections || header->e_shstrndx >= header->e_shnum) return {};
  const Elf64_Shdr& strings = sections[header->e_shstrndx];
  const auto* names = image.at<char>(strings.sh_offset, strings.sh_size);
  for (int i = 0; names && i < header->e_shnum; ++i) {
    const Elf64_Shdr& s = sections[i];
    if (s.sh_name < strings.sh_size && std::string_view(names + s.sh_name) == "vmmc_libraries")
      return {s.sh_addr, s.sh_addr + s.sh_size};
  }
  return {};
}

}  // namespace shrimp
