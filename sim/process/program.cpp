// SPDX-License-Identifier: MIT
// Reads ELF (System V ABI, AMD64 supplement): program headers, the dynamic section, symbols and relocations.
#include "sim/process/program.h"

#include <elf.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace shrimp {

/// Walks the bytes of one file and fills in a Program.
class Program::Reader {
 public:
  Reader(Program& program, const std::vector<char>& bytes) : program_(program), bytes_(bytes) {}
  void read() {
    read_header();
    read_segments();
    read_dynamic();
    find_image_symbol();
    for (const auto& [address, count] : relocation_tables_) read_relocations(address, count);
    complain_about_symbols();
  }

 private:
  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(fmt::format("{} {}", program_.path_, why));
  }
  [[noreturn]] void not_ours() const {
    fail(
        "is not a program built by shrimp-cc or shrimp-c++; compile it with those (they are used like cc and "
        "c++)");
  }
  template <class T>
  const T* at(std::uint64_t offset, std::uint64_t count = 1) const {
    if (offset > bytes_.size() || count > (bytes_.size() - offset) / sizeof(T))
      fail("is cut short or damaged");
    return reinterpret_cast<const T*>(bytes_.data() + offset);
  }
  /// The file offset behind an address of the image.
  std::uint64_t offset_of(std::uint64_t address) const {
    for (const Segment& s : program_.segments_)
      if (address >= s.address && address < s.address + s.file_bytes)
        return address - s.address + s.file_offset;
    fail("is damaged: an address lies outside its segments");
  }

  void read_header();
  void read_segments();
  void read_dynamic();
  void find_image_symbol();
  void read_relocations(std::uint64_t address, std::uint64_t count);
  Relocation symbol_relocation(std::uint64_t place, std::uint32_t symbol, std::int64_t addend);
  Relocation import_relocation(std::uint64_t place, std::uint32_t symbol, bool weak);
  void complain_about_symbols() const;
  const Elf64_Sym& symbol(std::uint32_t index) const {
    return *at<Elf64_Sym>(symbols_ + index * sizeof(Elf64_Sym));
  }
  std::string name(std::uint64_t string) const { return at<char>(strings_ + string); }

  Program& program_;
  const std::vector<char>& bytes_;
  const Elf64_Ehdr* header_ = nullptr;
  std::uint64_t dynamic_ = 0, dynamic_count_ = 0;
  std::uint64_t symbols_ = 0, strings_ = 0;  // file offsets
  std::vector<std::pair<std::uint64_t, std::uint64_t>> relocation_tables_;
  std::vector<int> import_of_symbol_;  // index in imports_, or -1
  std::string refused_, unknown_;
};

void Program::Reader::read_header() {
  if (bytes_.size() < sizeof(Elf64_Ehdr) || std::memcmp(bytes_.data(), ELFMAG, SELFMAG) != 0) not_ours();
  header_ = at<Elf64_Ehdr>(0);
  if (header_->e_ident[EI_CLASS] != ELFCLASS64 || header_->e_machine != EM_X86_64 ||
      header_->e_type != ET_DYN)
    not_ours();
}

void Program::Reader::read_segments() {
  const Elf64_Phdr* headers = at<Elf64_Phdr>(header_->e_phoff, header_->e_phnum);
  for (int i = 0; i < header_->e_phnum; ++i) {
    const Elf64_Phdr& p = headers[i];
    switch (p.p_type) {
      case PT_LOAD:
        at<char>(p.p_offset, p.p_filesz);
        program_.segments_.push_back(
            {p.p_offset, p.p_vaddr, p.p_filesz, p.p_memsz, (p.p_flags & PF_W) != 0, (p.p_flags & PF_X) != 0});
        program_.image_bytes_ = p.p_vaddr + p.p_memsz;
        break;
      case PT_INTERP:
        not_ours();
      case PT_DYNAMIC:
        dynamic_ = p.p_offset;
        dynamic_count_ = p.p_filesz / sizeof(Elf64_Dyn);
        break;
      case PT_GNU_EH_FRAME:
        program_.eh_frame_header_ = p.p_vaddr;
        break;
      case PT_TLS:
        program_.tls_address_ = p.p_vaddr;
        program_.tls_file_bytes_ = p.p_filesz;
        program_.tls_bytes_ = p.p_memsz;
        break;
      default:
        break;
    }
  }
  if (dynamic_ == 0 || program_.segments_.empty() || program_.segments_[0].address != 0) not_ours();
}

void Program::Reader::read_dynamic() {
  std::uint64_t rela = 0, rela_bytes = 0, plt = 0, plt_bytes = 0;
  const Elf64_Dyn* entries = at<Elf64_Dyn>(dynamic_, dynamic_count_);
  for (std::uint64_t i = 0; i < dynamic_count_ && entries[i].d_tag != DT_NULL; ++i) {
    const std::uint64_t value = entries[i].d_un.d_val;
    switch (entries[i].d_tag) {
      case DT_SYMTAB:
        symbols_ = offset_of(value);
        break;
      case DT_STRTAB:
        strings_ = offset_of(value);
        break;
      case DT_RELA:
        rela = value;
        break;
      case DT_RELASZ:
        rela_bytes = value;
        break;
      case DT_JMPREL:
        plt = value;
        break;
      case DT_PLTRELSZ:
        plt_bytes = value;
        break;
      case DT_INIT_ARRAY:
        program_.constructors_.address = value;
        break;
      case DT_INIT_ARRAYSZ:
        program_.constructors_.count = value / 8;
        break;
      case DT_FINI_ARRAY:
        program_.destructors_.address = value;
        break;
      case DT_FINI_ARRAYSZ:
        program_.destructors_.count = value / 8;
        break;
      case DT_TEXTREL:
        fail("contains code that is not position independent; compile every part of it with -fPIC");
      default:
        break;
    }
  }
  if (symbols_ == 0 || strings_ == 0) not_ours();
  relocation_tables_ = {{rela, rela_bytes / sizeof(Elf64_Rela)}, {plt, plt_bytes / sizeof(Elf64_Rela)}};
}

void Program::Reader::find_image_symbol() {
  if (header_->e_shnum == 0 || header_->e_shstrndx >= header_->e_shnum) not_ours();
  const Elf64_Shdr* sections = at<Elf64_Shdr>(header_->e_shoff, header_->e_shnum);
  const std::uint64_t names = sections[header_->e_shstrndx].sh_offset;
  std::uint32_t count = 0;
  for (int i = 0; i < header_->e_shnum; ++i) {
    if (sections[i].sh_type == SHT_DYNSYM)
      count = static_cast<std::uint32_t>(sections[i].sh_size / sizeof(Elf64_Sym));
    // The section of that name, where the linker was told to hide the symbol too.
    if (at<char>(names + sections[i].sh_name) == std::string(".shrimp_image"))
      program_.image_symbol_ = sections[i].sh_addr;
  }
  import_of_symbol_.assign(count, -1);
  for (std::uint32_t i = 1; i < count; ++i)
    if (symbol(i).st_shndx != SHN_UNDEF && name(symbol(i).st_name) == "shrimp_image")
      program_.image_symbol_ = symbol(i).st_value;
  if (program_.image_symbol_ == 0) not_ours();
}

void Program::Reader::read_relocations(std::uint64_t address, std::uint64_t count) {
  if (count == 0) return;
  const Elf64_Rela* entries = at<Elf64_Rela>(offset_of(address), count);
  for (std::uint64_t i = 0; i < count; ++i) {
    const Elf64_Rela& r = entries[i];
    const auto index = static_cast<std::uint32_t>(ELF64_R_SYM(r.r_info));
    const auto addend = static_cast<std::uint64_t>(r.r_addend);
    switch (ELF64_R_TYPE(r.r_info)) {
      case R_X86_64_NONE:
        break;
      case R_X86_64_RELATIVE:
        program_.relocations_.push_back({Relocation::relative, r.r_offset, addend});
        break;
      case R_X86_64_64:
        program_.relocations_.push_back(symbol_relocation(r.r_offset, index, r.r_addend));
        break;
      case R_X86_64_GLOB_DAT:
      case R_X86_64_JUMP_SLOT:
        program_.relocations_.push_back(symbol_relocation(r.r_offset, index, 0));
        break;
      case R_X86_64_DTPMOD64:
        program_.relocations_.push_back({Relocation::tls_module, r.r_offset, 1});
        break;
      case R_X86_64_DTPOFF64:
        program_.relocations_.push_back(
            {Relocation::tls_offset, r.r_offset, (index != 0 ? symbol(index).st_value : 0) + addend});
        break;
      case R_X86_64_TPOFF64:
        fail("uses the initial-exec model for thread-local variables; compile it without -ftls-model");
      case R_X86_64_IRELATIVE:
        fail("chooses functions at load time (ifunc), which is not supported");
      default:
        fail(fmt::format("contains a relocation of type {}, which the loader does not know",
                         ELF64_R_TYPE(r.r_info)));
    }
  }
}

Program::Relocation Program::Reader::symbol_relocation(std::uint64_t place, std::uint32_t index,
                                                       std::int64_t addend) {
  if (index == 0 || index >= import_of_symbol_.size()) fail("is damaged: a relocation names no symbol");
  const Elf64_Sym& s = symbol(index);
  if (s.st_shndx != SHN_UNDEF)
    return {Relocation::defined_symbol, place, s.st_value + static_cast<std::uint64_t>(addend)};
  return import_relocation(place, index, ELF64_ST_BIND(s.st_info) == STB_WEAK);
}

Program::Relocation Program::Reader::import_relocation(std::uint64_t place, std::uint32_t index, bool weak) {
  int& import = import_of_symbol_[index];
  if (import < 0) {
    const std::string wanted = name(symbol(index).st_name);
    const LibrarySymbol found = library_symbol(wanted);
    if (found.rule != SymbolRule::unchanged) {
      if (weak) return {Relocation::zero, place, 0};
      if (found.rule == SymbolRule::refused) refused_ += fmt::format("\n  {}: {}", wanted, found.reason);
      if (found.rule == SymbolRule::unknown) unknown_ += fmt::format("\n  {}", wanted);
    }
    import = static_cast<int>(program_.imports_.size());
    program_.imports_.push_back(found);
  }
  return {Relocation::import, place, static_cast<std::uint64_t>(import)};
}

void Program::Reader::complain_about_symbols() const {
  std::string why;
  if (!refused_.empty()) why += "uses functions that simulated programs do not have:" + refused_;
  if (!unknown_.empty())
    why += fmt::format(
        "{}needs symbols that neither it nor the simulated C library defines:{}\n"
        "link the library that has them statically, or see docs/programs.md for what there is",
        why.empty() ? "" : "\nand ", unknown_);
  if (!why.empty()) fail(why);
}

[[noreturn]] static void fail_to_copy(const std::string& path) {
  throw std::runtime_error(
      fmt::format("{} cannot be copied into the host's memory: {}. Free memory, or let files become larger "
                  "(`ulimit -f`).",
                  path, std::strerror(errno)));
}

static std::vector<char> content_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error(fmt::format("{} cannot be read: {}", path, std::strerror(errno)));
  std::vector<char> bytes(std::size_t{1} << 20);
  std::size_t size = 0;
  for (;;) {
    in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
    size += static_cast<std::size_t>(in.gcount());
    if (!in) break;
    bytes.resize(bytes.size() * 2);
  }
  bytes.resize(size);
  return bytes;
}

Program::Program(const std::string& path) : path_(path) {
  const std::vector<char> bytes = content_of(path);
  Reader(*this, bytes).read();
  file_ = memfd_create("shrimp-program", MFD_CLOEXEC);
  if (file_ < 0) fail_to_copy(path);
  for (std::size_t written = 0; written < bytes.size();) {
    const ssize_t n = write(file_, bytes.data() + written, bytes.size() - written);
    if (n <= 0) fail_to_copy(path);
    written += static_cast<std::size_t>(n);
  }
}

Program::~Program() {
  if (file_ >= 0) close(file_);
}

}  // namespace shrimp
