// SPDX-License-Identifier: MIT
#include "sim/process/rewriter/rewrite.h"

#include <fmt/format.h>

#include <map>

#include "sim/process/rewriter/flow.h"
#include "sim/process/rewriter/hooks.h"
#include "sim/process/rewriter/machine_code.h"
#include "sim/process/rewriter/pentium_cost.h"
#include "sim/process/rewriter/replacements.h"

namespace shrimp::rewriter {
namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// `leaq x@tlsgd(%rip), %rdi` and the call of __tls_get_addr after it are one unit for the linker.
bool opens_thread_local(const Statement& s) {
  for (const char* word : {"@tlsgd", "@TLSGD", "@tlsld", "@TLSLD"})
    if (s.operands.find(word) != std::string::npos) return true;
  return false;
}

class Rewriter {
 public:
  Rewriter(const Assembly& assembly, std::vector<Code> code) : assembly_(assembly), code_(std::move(code)) {
    for (std::size_t n = 0; n < assembly_.statements.size(); n++) {
      if (assembly_.statements[n].kind != Statement::Kind::instruction) continue;
      instructions_.push_back(understand(assembly_, n, code_[n]));
      Instruction& i = instructions_.back();
      i.glued = instructions_.size() > 1 &&
                (i.control == Control::call || i.control == Control::indirect_call) &&
                opens_thread_local(statement(instructions_.size() - 2));
      wide_vectors_ |= i.wide_vector;
    }
    flow_ = analyze_flow(assembly_, instructions_);
    plan_blocks();
  }

  std::string text() {
    std::size_t i = 0;
    for (const Statement& s : assembly_.statements) {
      if (ends_function(s)) flush(s.section);
      if (s.kind == Statement::Kind::instruction) {
        write_instruction(i++);
      } else {
        out_ += s.kind == Statement::Kind::label ? s.text + "\n" : "\t" + s.text + "\n";
      }
    }
    finish();
    return std::move(out_);
  }

 private:
  /// What is known of an instruction from its block.
  struct Plan {
    int cycles_after = 0;
    int charge_cycles = 0, charge_instructions = 0;  // if the block is charged here
  };

  const Assembly& assembly_;
  std::vector<Code> code_;
  std::vector<Instruction> instructions_;
  Flow flow_;
  std::vector<Plan> plan_;
  std::map<int, HookWriter> hooks_;  // out-of-line code is collected per section
  bool wide_vectors_ = false;
  std::size_t last_written_ = none;
  std::string out_;

  const Statement& statement(std::size_t i) const { return assembly_.statements[instructions_[i].statement]; }

  void plan_blocks() {
    plan_.resize(instructions_.size());
    for (const Block& b : flow_.blocks) {
      std::vector<const Code*> code;
      for (std::size_t i = b.first; i <= b.last; i++) code.push_back(&code_[instructions_[i].statement]);
      const PentiumCost cost = pentium_cost(code, b.repeats);
      for (std::size_t i = b.first; i <= b.last; i++)
        plan_[i].cycles_after = cost.cycles - cost.issue[i - b.first];
      Plan& charged = plan_[charge_place(b)];
      charged.charge_cycles = cost.cycles;
      charged.charge_instructions = static_cast<int>(b.last - b.first + 1);
    }
  }

  /// Where the flags are dead, but not behind the first access; else at the start.
  std::size_t charge_place(const Block& b) const {
    for (std::size_t i = b.first; i <= b.last; i++) {
      if (!(flow_.live_before[i] & all_flags) && !instructions_[i].glued) return i;
      const bool next_opens = i < b.last && instructions_[i + 1].glued;
      if (!instructions_[i].accesses.empty() || instructions_[i].special != Special::none || next_opens)
        break;
    }
    return b.first;
  }

  Place place(std::size_t i) const {
    const int source = statement(i).source;
    return {flow_.live_before[i], source >= 0 ? assembly_.locations[source] : ""};
  }

  HookWriter& hooks(int section) { return hooks_.try_emplace(section, section).first->second; }

  void write_accesses(std::size_t i, std::size_t of) {
    HookWriter& writer = hooks(statement(i).section);
    for (const Access& a : instructions_[of].accesses)
      out_ += writer.access(place(i), a, plan_[of].cycles_after);
  }

  void write_instruction(std::size_t i) {
    const Instruction& instruction = instructions_[i];
    const Statement& s = statement(i);
    HookWriter& writer = hooks(s.section);
    last_written_ = i;
    if (const Plan& p = plan_[i]; p.charge_instructions)
      out_ += writer.charge(place(i), p.charge_cycles, p.charge_instructions);
    if (instruction.special != Special::none) {
      Place here = place(i);
      here.live |= flow_.live_after[i];
      const int element = pentium_element_cycles(code_[instruction.statement]);
      out_ += replace(writer, {s, instruction, here, plan_[i].cycles_after, element});
      return;
    }
    if (!instruction.glued) write_accesses(i, i);
    if (i + 1 < instructions_.size() && instructions_[i + 1].glued) write_accesses(i, i + 1);
    out_ += "\t" + s.text + "\n";
  }

  /// Out-of-line code goes before the label or directive that closes a function, to lie within its ranges.
  static bool ends_function(const Statement& s) {
    if (s.kind == Statement::Kind::label)
      return s.name.rfind(".Lfunc_end", 0) == 0 || s.name.rfind(".LFE", 0) == 0;
    return s.kind == Statement::Kind::directive && (s.name == ".cfi_endproc" || s.name == ".size");
  }

  void flush(int section) {
    const auto it = hooks_.find(section);
    if (it == hooks_.end() || !it->second.has_slow_code()) return;
    const bool here = last_written_ != none && statement(last_written_).section == section;
    const Control control = here ? instructions_[last_written_].control : Control::next;
    const bool open = control != Control::jump && control != Control::indirect_jump &&
                      control != Control::ret && control != Control::stop;
    const std::string over = it->second.new_label();
    if (open) out_ += "\tjmp\t" + over + "\n";
    out_ += it->second.take_slow_code();
    if (open) out_ += over + ":\n";
  }

  void finish() {
    for (std::size_t n = 0; n < assembly_.sections.size(); n++) {
      const auto it = hooks_.find(static_cast<int>(n));
      if (it == hooks_.end() || !it->second.has_slow_code()) continue;
      out_ += "\t" + assembly_.sections[n].enter + "\n";
      flush(static_cast<int>(n));
    }
    for (const char* name : {"shrimp_hook", "shrimp_access_slow", "shrimp_charge_slow", "shrimp_rdtsc_slow"})
      out_ += fmt::format("\t.hidden\t{}\n", name);
    // The run-time library saves the wide registers too if any object of the program has this symbol.
    if (wide_vectors_)
      out_ +=
          "\t.section\t.data.shrimp_wide_vectors,\"awG\",@progbits,shrimp_wide_vectors,comdat\n"
          "\t.weak\tshrimp_wide_vectors\n\t.hidden\tshrimp_wide_vectors\nshrimp_wide_vectors:\n\t.quad\t1\n";
  }
};

}  // namespace

std::string rewrite(const std::string& text, const RewriteOptions& options, const Assembler& assemble) {
  const Assembly assembly = parse_assembly(text, options.file, options.by_hand);
  const std::string object = assemble(probe_text(assembly));
  return Rewriter(assembly, read_machine_code(assembly, object)).text();
}

}  // namespace shrimp::rewriter
