// SPDX-License-Identifier: MIT
// `shrimp explain`: where the time of a message goes.
#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"
#include "sim/machine/errors.h"

namespace shrimp {
namespace {

class ExplainCommand final : public CommandWith<ExplainOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("where the time of a message goes, step by step");
    add_machine_options(app, options_.machine, options_.sets);
    app.add_option("--against", options_.against, "another machine, to compare with step by step")
        ->type_name("MACHINE");
    app.add_option("--json", options_.json_file, "write all steps to a JSON file as well")->type_name("FILE");
    add_count(app, "-n,--processes", "-n", copies_, 1, "copies of the program; rank r runs on node r (1)");
    app.add_flag("--ping-pong", options_.ping_pong,
                 "PROGRAM sends to and fro: explain one way of it, through the calls of its libraries");
    app.add_option("--cflags", options_.cflags, "flags to compile source files with (-O2 -g)")
        ->type_name("FLAGS");
  }

  std::string details() const override {
    return "Without PROGRAM: the one-word ping-pong, by automatic and by deliberate update. PROGRAM "
           "[ARGS...] [: ...] "
           "come\nlast, as in `shrimp run`; what they print goes to stderr.";
  }

  std::vector<Example> examples() const override {
    return {{"shrimp explain", "where the 4.8 us of the paper go"},
            {"shrimp explain --against shrimp-i", "and what the first board takes longer for"},
            {"shrimp explain --set eisa.clock=16MHz --against shrimp-ii",
             "what a faster expansion bus would gain"},
            {"shrimp explain --json steps.json", "the same for a script"},
            {"shrimp explain -n 2 ring.c", "the messages of a program"},
            {"shrimp explain --ping-pong -n 2 pingpong.c", "one way of it: program, library, hardware"}};
  }

  bool takes_program() const override { return true; }
  std::string program_synopsis() const override { return "[PROGRAM [ARGUMENT...]]"; }
  void read_program(const std::vector<std::string>& words) override {
    if (!words.empty()) options_.programs = read_programs("explain", words, copies_);
  }

  int execute() const override {
    if (options_.ping_pong && options_.programs.empty())
      throw UsageError("shrimp explain: --ping-pong needs a PROGRAM that sends to and fro");
    return explain(options_);
  }

 private:
  std::uint32_t copies_ = 1;
};

}  // namespace

std::unique_ptr<Command> explain_command() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace shrimp
