// SPDX-License-Identifier: MIT
// `shrimp run`: programs on a simulated machine.
#include "sim/cli/command.h"
#include "sim/cli/options.h"
#include "sim/experiment/commands.h"

namespace shrimp {
namespace {

class RunCommand final : public CommandWith<RunOptions> {
 public:
  void declare(CLI::App& app) override {
    app.description("run programs on a simulated machine");
    add_machine_options(app, options_.machine, options_.sets);
    add_count(app, "-n,--processes", "-n", copies_, 1, "copies of the program; rank r runs on node r (1)");
    app.add_option("-o,--output", options_.output_folder, "folder for stats.json, stats.csv and machine.toml")
        ->type_name("DIR");
    app.add_flag("-q,--quiet", options_.quiet, "no word of the simulator unless something is wrong");
    app.add_flag("!--no-run-ahead", options_.run_ahead,
                 "every memory reference waits for its instant; slower, and no simulated number may change");
    app.add_flag("--profile", options_.profile,
                 "cycles of each process by function and source line, to stderr, or to profile.txt and "
                 "profile.csv in DIR; slower, and no simulated number changes");
    app.add_option(
           "--stats-from", options_.stats_from,
           "statistics in DIR from here on only: a simulated time (10us), or the first entry of a function "
           "of rank 0's program (main_loop) or another's (1:main_loop)")
        ->type_name("WHEN");
    app.add_option("--stats-to", options_.stats_to,
                   "and until here: a time, or the first entry of a function behind --stats-from")
        ->type_name("WHEN");
    app.add_option("--until", options_.until,
                   "end the run at this simulated time, in order, whatever still runs (with its programs)")
        ->type_name("TIME");
    add_trace(app);
    app.add_flag(
           "--report", options_.report,
           "index.html in DIR, a page for a browser: summary, statistics, messages, buses and FIFOs over "
           "time, the machine; slower, and no simulated number changes")
        ->needs("--output");
    add_environment(app);
    add_seed(app);
    app.add_option("--cflags", options_.cflags, "flags to compile source files with (-O2 -g)")
        ->type_name("FLAGS");
  }

  std::string details() const override {
    return "PROGRAM [ARGS...] [: [-n N] PROGRAM [ARGS...]]... come last: a source file (.c, .cc, .cpp) or an "
           "output of\nshrimp-cc; all behind it is its own.\n\n"
           "Ctrl-C ends a run in order: what was counted is written to DIR, and the exit status is 130. "
           "SIGUSR1 asks\n"
           "for a report on stderr: what the machine has been doing, which queue is full, who waits where.";
  }

  std::vector<Example> examples() const override {
    return {
        {"shrimp run -n 2 pingpong.c 1000", "two processes, on two nodes, compiled on the fly"},
        {"shrimp run hello.c", "one process"},
        {"shrimp run --set mesh.hop_latency=60ns -n 2 pingpong.c", "on a machine with slower routers"},
        {"shrimp run -o results -n 2 --trace perfetto,vcd --trace-window 0us..40us pingpong.c 10",
         "with traces for Perfetto, GTKWave and Surfer"},
        {"shrimp run -o results -n 4 prog : -n 1 master --verbose", "two programs; statistics to results/"},
        {"shrimp run -o results --report -n 2 pingpong.c", "and results/index.html for a browser"}};
  }

  bool takes_program() const override { return true; }
  void read_program(const std::vector<std::string>& words) override {
    options_.programs = read_programs("run", words, copies_);
  }

  int execute() const override { return run(options_); }

 private:
  void add_trace(CLI::App& app) {
    TraceOptions& trace = options_.trace;
    app.add_option("--trace", trace.formats,
                   "traces to write to DIR: perfetto (trace.perfetto-trace), vcd (trace.vcd), or both with a "
                   "comma; slower, and no simulated number changes")
        ->type_name("FORMATS");
    app.add_option("--trace-window", trace.window,
                   "simulated time that is traced, as 10us..40us; without an end: from the start, to the end")
        ->type_name("FROM..TO");
    app.add_option("--trace-nodes", trace.nodes, "nodes that are traced, as 0,1 (all)")->type_name("NODES");
    app.add_option("--trace-limit", trace.limit, "size at which the file of a trace ends (200MB)")
        ->type_name("SIZE");
  }
  void add_environment(CLI::App& app) {
    const auto read = [this](const std::vector<std::string>& variables) {
      for (const std::string& v : variables) options_.environment.push_back(read_environment(v));
    };
    app.add_option_function<std::vector<std::string>>(
           "--env", read, "variable for the programs; NAME alone takes the host's value")
        ->type_name("NAME[=VALUE]")
        ->allow_extra_args(false);
  }
  /// Declared behind --set, and so read after it: the last one who gives a value wins.
  void add_seed(CLI::App& app) {
    const auto read = [this](const std::string& text) {
      options_.sets.push_back("run.seed=" + std::to_string(read_count("run", text, "--seed", 0)));
    };
    app.add_option_function<std::string>("--seed", read,
                                         "seed of the nodes' clock phases (short for --set run.seed=N)")
        ->type_name("N");
  }

  std::uint32_t copies_ = 1;
};

}  // namespace

std::unique_ptr<Command> run_command() {
  return std::make_unique<RunCommand>();
}

}  // namespace shrimp
