// SPDX-License-Identifier: MIT
// The rules of interface files that no grammar tells, and the places of arguments.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "vmmc_api/shrimp_rpc/generator/interface.h"

namespace shrimp::rpcgen {
namespace {

constexpr unsigned most_procedures = 250;  // a flag has eight bits for the number
constexpr std::uint64_t most_bytes = 1u << 24, page = 4096, default_buffer = 65536;
constexpr std::uint64_t too_many = std::uint64_t{1} << 32;  // where sums end

struct BasicType {
  const char* name;
  std::uint64_t bytes;
  bool integer, is_signed;
};
const BasicType basic_types[] = {{"char", 1, true, true},
                                 {"unsigned char", 1, true, false},
                                 {"signed char", 1, true, true},
                                 {"short", 2, true, true},
                                 {"unsigned short", 2, true, false},
                                 {"int", 4, true, true},
                                 {"unsigned", 4, true, false},
                                 {"unsigned int", 4, true, false},
                                 {"long", 8, true, true},
                                 {"unsigned long", 8, true, false},
                                 {"long long", 8, true, true},
                                 {"unsigned long long", 8, true, false},
                                 {"int8_t", 1, true, true},
                                 {"uint8_t", 1, true, false},
                                 {"int16_t", 2, true, true},
                                 {"uint16_t", 2, true, false},
                                 {"int32_t", 4, true, true},
                                 {"uint32_t", 4, true, false},
                                 {"int64_t", 8, true, true},
                                 {"uint64_t", 8, true, false},
                                 {"float", 4, false, true},
                                 {"double", 8, false, true}};

const std::set<std::string> words_of_c{
    "auto",    "break",  "case",     "const",  "continue", "default",  "do",     "else",   "enum",   "extern",
    "for",     "goto",   "if",       "inline", "register", "restrict", "return", "sizeof", "static", "switch",
    "typedef", "union",  "volatile", "while",  "void",     "char",     "short",  "int",    "long",   "float",
    "double",  "signed", "unsigned", "struct", "in",       "out",      "inout"};
// C++ programs include the header, too.
const std::set<std::string> words_of_cplusplus{
    "alignas",       "alignof",      "and",        "and_eq",    "bitand",
    "bitor",         "bool",         "catch",      "char16_t",  "char32_t",
    "class",         "compl",        "const_cast", "constexpr", "decltype",
    "delete",        "dynamic_cast", "explicit",   "export",    "false",
    "friend",        "mutable",      "namespace",  "new",       "noexcept",
    "not",           "not_eq",       "nullptr",    "operator",  "or",
    "or_eq",         "private",      "protected",  "public",    "reinterpret_cast",
    "static_assert", "static_cast",  "template",   "this",      "thread_local",
    "throw",         "true",         "try",        "typeid",    "typename",
    "using",         "virtual",      "wchar_t",    "xor",       "xor_eq"};
// What compilers of C add to it.
const std::set<std::string> words_of_compilers{"asm", "typeof", "linux", "unix", "NULL"};
// The stubs' own, besides what begins with shrimp_rpc, and what ends with _place_.
const std::set<std::string> words_of_stubs{"rpc", "result", "status", "from",
                                           "at",  "call_",  "back_",  "size_t"};

// The header's own, behind the interface's name.
const std::set<std::string> names_of_header{"bind", "export", "client", "server"};

bool is_of_stubs(const std::string& name) {
  const std::string end = "_place_";
  const bool of_type = std::any_of(std::begin(basic_types), std::end(basic_types),
                                   [&](const BasicType& b) { return name == b.name; });
  return of_type || words_of_stubs.count(name) || name.rfind("shrimp_rpc", 0) == 0 ||
         (name.size() >= end.size() && name.compare(name.size() - end.size(), end.size(), end) == 0);
}

std::string single_spaced(const Word& word) {
  std::istringstream words(text(word));
  std::string result;
  for (std::string w; words >> w;) result += (result.empty() ? "" : " ") + w;
  return result;
}

class Checker {
 public:
  Checker(const std::string& file, const std::string& text) : file_(file), text_(text) {}

  Interface check(const Description& d) {
    Interface i;
    for (const Structure& s : d.structures) i.structures.push_back(structure(s));
    name(d.name);
    i.name = text(d.name);
    if (i.name == "serve" || i.name.rfind("shrimp_rpc", 0) == 0)
      wrong(d.name, fmt::format("the stubs need the name '{}' themselves", i.name));
    i.version = static_cast<std::uint32_t>(number(d.version, 0, 0xffffffffu));
    if (d.procedures.size() > most_procedures)
      wrong(d.procedures[most_procedures].name,
            fmt::format("an interface has at most {} procedures", most_procedures));
    std::set<std::string> names;
    for (const Procedure& p : d.procedures) {
      if (!names.insert(text(p.name)).second)
        wrong(p.name, fmt::format("there is a procedure '{}' already", text(p.name)));
      i.procedures.push_back(procedure(p));
      i.procedures.back().number = static_cast<unsigned>(i.procedures.size());
    }
    size_buffer(d, i);
    i.signature = hash(described(i));
    return i;
  }

 private:
  const std::string& file_;
  const std::string& text_;
  /// Size and alignment of a structure. Saturated: nothing that large is accepted.
  struct Extent {
    std::uint64_t bytes = 0, alignment = 1;
  };
  std::map<std::string, Extent> structures_;

  [[noreturn]] void wrong(const Word& at, const std::string& why) const {
    throw Mistake{fmt::format("{}: {}", place(file_, text_, at.begin()), why)};
  }

  void name(const Word& word) const {
    if (words_of_c.count(text(word)) || words_of_compilers.count(text(word)))
      wrong(word, fmt::format("'{}' is a word of the language and no name", text(word)));
  }

  /// One that stands in the header as it is.
  void bare_name(const Word& word) const {
    name(word);
    if (words_of_cplusplus.count(text(word)))
      wrong(word, fmt::format("'{}' is a word of C++, whose programs include the header, too", text(word)));
  }

  std::uint64_t number(const Word& word, std::uint64_t least, std::uint64_t most) const {
    const std::string digits = text(word);
    const std::uint64_t value = digits.size() > 10 ? most + 1 : std::stoull(digits);
    if (value < least || value > most)
      wrong(word, fmt::format("{} is not from {} to {}", digits, least, most));
    return value;
  }

  Argument typed(const Word& type, const Word& name) const {
    Argument a;
    a.type = single_spaced(type);
    a.name = text(name);
    for (const BasicType& b : basic_types) {
      if (a.type != b.name) continue;
      a.bytes = b.bytes;
      a.integer = b.integer;
      a.is_signed = b.is_signed;
      return a;
    }
    const std::string prefix = "struct ";
    if (a.type.compare(0, prefix.size(), prefix) != 0)
      wrong(type, fmt::format("'{}' is no type that can be passed", a.type));
    if (!structures_.count(a.type.substr(prefix.size())))
      wrong(type, fmt::format("there is no '{}' above", a.type));
    a.structure = true;
    a.bytes = structures_.at(a.type.substr(prefix.size())).bytes;
    return a;
  }

  static std::uint64_t bytes_of(const Argument& a) {
    return std::min(too_many, (a.array() ? std::uint64_t{std::stoul(a.size)} : 1) * a.bytes);
  }

  static std::uint64_t round_up(std::uint64_t bytes, std::uint64_t to) { return (bytes + to - 1) / to * to; }

  /// A field comes at the next multiple of its alignment, as compilers lay structures out.
  void append(Extent& to, const Argument& field) const {
    const std::string prefix = "struct ";
    const std::uint64_t alignment =
        field.structure ? structures_.at(field.type.substr(prefix.size())).alignment : field.bytes;
    to.bytes = std::min(too_many, round_up(to.bytes, alignment) + bytes_of(field));
    to.alignment = std::max(to.alignment, alignment);
  }

  /// An area has room for the limit, however its arguments are rounded.
  void size_buffer(const Description& d, Interface& i) const {
    bool variable = false;
    std::uint64_t most = 0, room = page - 4;
    for (std::size_t k = 0; k < i.procedures.size(); ++k) {
      const CheckedProcedure& p = i.procedures[k];
      variable |= !p.call.variable.empty() || !p.back.variable.empty();
      most = std::max({most, p.call.fixed_bytes, p.back.fixed_bytes});
      room = std::max({room, p.call.fixed_room, p.back.fixed_room});
    }
    const std::uint64_t limit = d.buffer   ? number(*d.buffer, 1, most_bytes)
                                : variable ? default_buffer
                                           : std::min(most, most_bytes);
    for (std::size_t k = 0; k < i.procedures.size(); ++k)
      check_room(d, d.procedures[k], i.procedures[k], limit);
    std::size_t arguments = 0;
    for (const CheckedProcedure& p : i.procedures) arguments = std::max(arguments, p.arguments.size());
    if (variable) room = std::max(room, limit + 8 * (arguments + 2));
    i.limit = static_cast<std::uint32_t>(limit);
    i.bytes = static_cast<std::uint32_t>(round_up(room + 4, page));
  }

  void check_room(const Description& d, const Procedure& at, const CheckedProcedure& p,
                  std::uint64_t limit) const {
    const auto check = [&](const Area& area, const char* moves) {
      if (area.fixed_bytes <= limit) return;
      const std::string sum = area.fixed_bytes < too_many ? std::to_string(area.fixed_bytes) : "too many";
      wrong(at.name,
            fmt::format(
                "arrays and structures of fixed size that {} '{}' have {} bytes, but the buffer has {}{}",
                moves, p.name, sum, limit, d.buffer ? "" : " at most"));
    };
    check(p.call, "go to");
    check(p.back, "come from");
  }

  CheckedStructure structure(const Structure& s) {
    bare_name(s.name);
    if (text(s.name).rfind("shrimp_rpc", 0) == 0)
      wrong(s.name, fmt::format("the header needs the name '{}' itself", text(s.name)));
    if (structures_.count(text(s.name)))
      wrong(s.name, fmt::format("there is a 'struct {}' already", text(s.name)));
    CheckedStructure result{text(s.name), {}};
    std::set<std::string> names;
    Extent extent;
    for (const Field& f : s.fields) {
      bare_name(f.name);
      if (!names.insert(text(f.name)).second)
        wrong(f.name, fmt::format("there is a field '{}' already", text(f.name)));
      result.fields.push_back(typed(f.type, f.name));
      if (f.size) result.fields.back().size = std::to_string(number(*f.size, 1, most_bytes));
      append(extent, result.fields.back());
    }
    extent.bytes = round_up(extent.bytes, extent.alignment);
    structures_[text(s.name)] = extent;
    return result;
  }

  CheckedProcedure procedure(const Procedure& p) const {
    CheckedProcedure result;
    name(p.name);
    result.name = text(p.name);
    if (names_of_header.count(result.name) || result.name.rfind("server_", 0) == 0)
      wrong(p.name, fmt::format("the header needs the name '{}' itself", result.name));
    result.result = single_spaced(p.result);
    std::map<std::string, const Parameter*> known;
    for (const Parameter& q : p.parameters) {
      bare_name(q.name);
      if (is_of_stubs(text(q.name)))
        wrong(q.name, fmt::format("the stubs need the name '{}' themselves", text(q.name)));
      if (!known.emplace(text(q.name), &q).second)
        wrong(q.name, fmt::format("there is a parameter '{}' already", text(q.name)));
      result.arguments.push_back(argument(q));
    }
    for (const Parameter& q : p.parameters) check_size(q, result);
    if (result.result != "void") {
      const Argument value = typed(p.result, p.result);
      if (value.structure) wrong(p.result, "a structure is returned by an out parameter");
    }
    arrange(result);
    return result;
  }

  Argument argument(const Parameter& q) const {
    Argument a = typed(q.type, q.name);
    const std::string direction = text(q.direction);
    a.direction = direction == "in" ? Direction::in : direction == "out" ? Direction::out : Direction::inout;
    if (!q.size) return a;
    const std::string size = text(*q.size);
    const bool digits = size[0] >= '0' && size[0] <= '9';
    a.size = digits ? std::to_string(number(*q.size, 1, most_bytes)) : size;
    return a;
  }

  void check_size(const Parameter& q, const CheckedProcedure& p) const {
    if (!q.size || (*q.size->begin() >= '0' && *q.size->begin() <= '9')) return;
    const std::string size = text(*q.size);
    for (const Argument& a : p.arguments) {
      if (a.name != size) continue;
      if (a.direction != Direction::in || !a.scalar() || !a.integer)
        wrong(*q.size, fmt::format("the length '{}' is not an 'in' parameter of an integer type", size));
      return;
    }
    wrong(*q.size, fmt::format("there is no parameter '{}' that says how long '{}' is", size, text(q.name)));
  }

  static void put(Area& area, const Argument& a) {
    (a.variable() ? area.variable : a.wide() ? area.wide : area.small).push_back(a);
  }

  static void finish(Area& area) {
    bool wide = !area.wide.empty();
    for (const Argument& a : area.variable) wide |= a.wide();
    std::uint64_t small = 0;
    for (const Argument& a : area.small) small += round_up(bytes_of(a), 4);
    area.round = wide ? 8 : 4;
    area.filler = wide && small % 8 != 4;
    area.fixed_room = small + (area.filler ? 4 : 0);
    for (const Argument& a : area.wide) area.fixed_room += round_up(bytes_of(a), 8);
    for (const auto* part : {&area.wide, &area.small})
      for (const Argument& a : *part) area.fixed_bytes += a.scalar() ? 0 : bytes_of(a);
    area.fixed_bytes = std::min(too_many, area.fixed_bytes);
  }

  /// What goes in and comes back lies nearest to the flag.
  void arrange(CheckedProcedure& p) const {
    for (const Direction d : {Direction::in, Direction::inout})
      for (const Argument& a : p.arguments)
        if (a.direction == d) put(p.call, a);
    for (const Argument& a : p.arguments)
      if (a.direction == Direction::out) put(p.back, a);
    if (p.result != "void") {
      Argument value;
      for (const BasicType& b : basic_types)
        if (p.result == b.name) value.bytes = b.bytes;
      value.direction = Direction::out;
      value.type = p.result;
      value.name = "result";
      put(p.back, value);
    }
    p.returns_in_place = p.back.variable.empty() && p.back.wide.empty() && p.back.small.empty();
    finish(p.call);
    finish(p.back);
  }

  static std::string described(const Interface& i) {
    std::string all = fmt::format("{} {} {} {}\n", i.name, i.version, i.limit, i.bytes);
    const auto add = [&](const Argument& a) {
      all += fmt::format("{} {} {} [{}];", static_cast<int>(a.direction), a.type, a.name, a.size);
    };
    for (const CheckedStructure& s : i.structures) {
      all += s.name + "{";
      for (const Argument& f : s.fields) add(f);
      all += "}\n";
    }
    for (const CheckedProcedure& p : i.procedures) {
      all += p.result + " " + p.name + "(";
      for (const Argument& a : p.arguments) add(a);
      all += ")\n";
    }
    return all;
  }

  static std::uint32_t hash(const std::string& text) {
    std::uint32_t h = 2166136261u;  // FNV-1a
    for (const unsigned char c : text) h = (h ^ c) * 16777619u;
    return h;
  }
};

}  // namespace

Interface check(const std::string& file, const std::string& text, const Description& description) {
  return Checker(file, text).check(description);
}

}  // namespace shrimp::rpcgen
