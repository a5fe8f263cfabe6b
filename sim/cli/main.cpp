// SPDX-License-Identifier: MIT
// The simulator's main program: reads the command line, does what it says, and turns errors into exit
// statuses.
#include <fmt/core.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <systemc>

#include "models/common/invariant.h"
#include "sim/cli/command_line.h"
#include "sim/experiment/interruption.h"
#include "sim/machine/errors.h"

namespace {

using namespace shrimp;

constexpr int exit_wrong_usage = 2;
constexpr int exit_our_bug = 3;

int execute(const CommandLine& line) {
  if (line.command) return line.command->execute();
  fmt::print("{}", line.text);
  return 0;
}

/// What was printed must have come out: a full disk is no success.
int execute_and_flush(const CommandLine& line) {
  int status = 0;
  try {
    status = execute(line);
  } catch (const std::system_error&) {
    if (std::ferror(stdout) == 0) throw;
  }
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
  fmt::print(stderr, "shrimp: standard output cannot be written: {}\n", std::strerror(errno));
  return exit_wrong_usage;
}

int report_bug(const char* what) {
  fmt::print(
      stderr,
      "shrimp: the simulator broke a rule of its own: {}\n"
      "  This is a bug of the simulator, not of your program. Please report this text, the command line\n"
      "  and the configuration (`shrimp config`, or machine.toml of `shrimp run -o DIR`).\n",
      what);
  return exit_our_bug;
}

}  // namespace

int sc_main(int argc, char* argv[]) {
  // What happens in a simulation is ours to tell; SystemC's own notes would stand between the programs'
  // lines.
  sc_core::sc_report_handler::set_actions(sc_core::SC_INFO, sc_core::SC_DO_NOTHING);
  try {
    return execute_and_flush(parse_command_line({argv + 1, argv + argc}));
  } catch (const UsageError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return exit_wrong_usage;
  } catch (const Interrupted& e) {
    fmt::print(stderr, "shrimp: {}\n", e.what());
    return exit_of_signal + Interruption::signal();
  } catch (const BrokenInvariant& e) {
    return report_bug(e.what());
  } catch (const sc_core::sc_report& e) {
    return report_bug(e.what());
  } catch (const std::exception& e) {
    return report_bug(e.what());
  }
}

int main(int argc, char* argv[]) {
  std::signal(SIGXFSZ,
              SIG_IGN);  // a file that `ulimit -f` lets grow no more is an error of writing, and told
  std::signal(SIGUSR1, SIG_IGN);  // who asks how it goes, where there is nothing to tell, ends nothing
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);  // its banner would stand before every run
  return sc_core::sc_elab_and_sim(argc, argv);
}
