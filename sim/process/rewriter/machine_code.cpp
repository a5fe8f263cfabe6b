// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/machine_code.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <gelf.h>
#include <unistd.h>

#include <charconv>

namespace shrimp::rewriter {
namespace {

// No ".L": such labels would not reach the symbol table.
constexpr std::string_view begin_mark = "shrimp.begin.";
constexpr std::string_view end_mark = "shrimp.end.";

struct Span {
  std::uint64_t begin = 0, end = 0;
  std::size_t section = 0;
  bool has_begin = false, has_end = false;
};

/// An ELF object, closed at the end of its life.
class Object {
 public:
  explicit Object(const std::string& path) : file_(open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
    elf_version(EV_CURRENT);
    elf_ = file_ < 0 ? nullptr : elf_begin(file_, ELF_C_READ, nullptr);
    if (!elf_) throw RewriteError(fmt::format("{}: no object file: {}", path, elf_errmsg(-1)));
  }
  ~Object() {
    elf_end(elf_);
    close(file_);
  }
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  std::vector<Span> spans(std::size_t count) {
    std::vector<Span> result(count);
    for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf_, section));) {
      GElf_Shdr header;
      if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB) continue;
      Elf_Data* symbols = elf_getdata(section, nullptr);
      const std::size_t symbol_count = header.sh_size / header.sh_entsize;
      for (std::size_t i = 0; i < symbol_count; i++) {
        GElf_Sym symbol;
        if (!gelf_getsymshndx(symbols, nullptr, static_cast<int>(i), &symbol, nullptr)) continue;
        const char* name = elf_strptr(elf_, header.sh_link, symbol.st_name);
        if (name) take(result, name, symbol, section_of(symbols, i, symbol));
      }
    }
    return result;
  }

  const std::uint8_t* bytes(std::size_t section) {
    Elf_Scn* scn = elf_getscn(elf_, section);
    Elf_Data* data = scn ? elf_getdata(scn, nullptr) : nullptr;
    return data ? static_cast<const std::uint8_t*>(data->d_buf) : nullptr;
  }

 private:
  int file_;
  Elf* elf_;

  /// Objects with more than 65,279 sections keep the section numbers in a table of their own.
  std::size_t section_of(Elf_Data* symbols, std::size_t i, const GElf_Sym& symbol) {
    if (symbol.st_shndx != SHN_XINDEX) return symbol.st_shndx;
    for (Elf_Scn* section = nullptr; (section = elf_nextscn(elf_, section));) {
      GElf_Shdr header;
      if (!gelf_getshdr(section, &header) || header.sh_type != SHT_SYMTAB_SHNDX) continue;
      GElf_Sym again;
      Elf32_Word index = 0;
      gelf_getsymshndx(symbols, elf_getdata(section, nullptr), static_cast<int>(i), &again, &index);
      return index;
    }
    return 0;
  }

  static void take(std::vector<Span>& spans, std::string_view name, const GElf_Sym& symbol,
                   std::size_t section) {
    const bool begins = name.rfind(begin_mark, 0) == 0;
    if (!begins && name.rfind(end_mark, 0) != 0) return;
    const std::string_view digits = name.substr(begins ? begin_mark.size() : end_mark.size());
    std::size_t n = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (n >= spans.size()) return;
    (begins ? spans[n].begin : spans[n].end) = symbol.st_value;
    (begins ? spans[n].has_begin : spans[n].has_end) = true;
    spans[n].section = section;
  }
};

}  // namespace

std::string probe_text(const Assembly& assembly) {
  std::string text;
  for (std::size_t i = 0; i < assembly.statements.size(); i++) {
    const Statement& s = assembly.statements[i];
    if (s.kind != Statement::Kind::instruction) {
      text += s.text + "\n";
      continue;
    }
    text += fmt::format("{}{}:\n\t{}\n", begin_mark, i, s.text);
    // Where another instruction follows, its label is the end of this one.
    const bool ends = i + 1 == assembly.statements.size() ||
                      assembly.statements[i + 1].kind != Statement::Kind::instruction;
    if (ends) text += fmt::format("{}{}:\n", end_mark, i);
  }
  return text;
}

std::vector<Code> read_machine_code(const Assembly& assembly, const std::string& object) {
  Object file(object);
  std::vector<Span> spans = file.spans(assembly.statements.size());
  std::vector<Code> code(spans.size());
  for (std::size_t i = 0; i < spans.size(); i++) {
    const Statement& s = assembly.statements[i];
    if (s.kind != Statement::Kind::instruction) continue;
    if (!spans[i].has_end && i + 1 < spans.size() && spans[i + 1].has_begin) {
      spans[i].end = spans[i + 1].begin;
      spans[i].has_end = true;
    }
    const std::uint8_t* bytes = file.bytes(spans[i].section);
    if (!spans[i].has_begin || !spans[i].has_end || spans[i].end <= spans[i].begin || !bytes)
      throw RewriteError(fmt::format("{}: '{}' left no machine code", assembly.place(s), s.text));
    code[i].assign(bytes + spans[i].begin, bytes + spans[i].end);
  }
  return code;
}

}  // namespace shrimp::rewriter
