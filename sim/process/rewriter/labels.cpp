// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/labels.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace shrimp::rewriter {
namespace {

bool is_number(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isdigit(c); });
}

/// Labels that only mark ranges for exception tables and debuggers.
bool marks_a_range(std::string_view name) {
  static constexpr std::array<std::string_view, 11> marks{".LEHB",   ".LEHE",        ".LFB",      ".LFE",
                                                          ".LFSB",   ".LHOT",        ".LCOLD",    ".Ltext",
                                                          ".Letext", ".Lfunc_begin", ".Lfunc_end"};
  return std::any_of(marks.begin(), marks.end(), [&](auto mark) { return name.rfind(mark, 0) == 0; });
}

bool holds_addresses(std::string_view directive) {
  static constexpr std::array<std::string_view, 9> directives{
      ".long", ".quad", ".int", ".4byte", ".8byte", ".value", ".uleb128", ".set", ".word"};
  return std::find(directives.begin(), directives.end(), directive) != directives.end();
}

}  // namespace

Labels::Labels(const Assembly& assembly, const std::vector<Instruction>& instructions)
    : begins_block_(instructions.size(), false) {
  // What anything but debug information refers to: by a jump, or by taking the address.
  std::unordered_set<std::string> jumped_to, taken;
  for (const Statement& s : assembly.statements) {
    if (assembly.sections[s.section].debug) continue;
    const bool is_code = s.kind == Statement::Kind::instruction;
    const bool is_data = s.kind == Statement::Kind::assignment ||
                         (s.kind == Statement::Kind::directive && holds_addresses(s.name));
    if (!is_code && !is_data) continue;
    for (std::string& word : label_words(s.operands)) (is_code ? jumped_to : taken).insert(std::move(word));
  }
  for (const Instruction& i : instructions)  // lea and mov of an address
    if (i.control == Control::next)
      for (std::string& word : label_words(assembly.statements[i.statement].operands))
        taken.insert(std::move(word));

  // Each label names the next instruction of its section.
  std::vector<std::vector<std::size_t>> waiting(assembly.sections.size());
  std::size_t next = 0;
  for (std::size_t n = 0; n < assembly.statements.size(); n++) {
    const Statement& s = assembly.statements[n];
    if (s.kind == Statement::Kind::label) waiting[s.section].push_back(n);
    if (s.kind != Statement::Kind::instruction) continue;
    for (const std::size_t label : waiting[s.section]) {
      const std::string& name = assembly.statements[label].name;
      const bool local = name.rfind(".L", 0) == 0;
      const bool is_taken = !marks_a_range(name) && (taken.count(name) || !local);
      if (is_number(name)) {
        numbered_[name].emplace_back(label, next);
        begins_block_[next] = true;
      } else {
        named_[name] = next;
        if (is_taken || jumped_to.count(name)) begins_block_[next] = true;
      }
      if (is_taken && (address_taken_.empty() || address_taken_.back() != next))
        address_taken_.push_back(next);
    }
    waiting[s.section].clear();
    next++;
  }
}

std::size_t Labels::target(const Instruction& jump) const {
  const std::string& name = jump.target;
  if (const auto it = named_.find(name); it != named_.end()) return it->second;
  if (name.size() < 2 || (name.back() != 'b' && name.back() != 'f')) return none;
  const auto it = numbered_.find(name.substr(0, name.size() - 1));
  if (it == numbered_.end()) return none;
  std::size_t before = none;
  for (const auto& [statement, instruction] : it->second) {
    if (statement > jump.statement) return name.back() == 'f' ? instruction : before;
    before = instruction;
  }
  return name.back() == 'b' ? before : none;
}

}  // namespace shrimp::rewriter
