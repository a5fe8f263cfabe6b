// SPDX-License-Identifier: MIT
// The simulator's main program: reads the command line, does what it says, and turns errors into exit
// statuses.
#include <fmt/core.h>

#include <cstdlib>
#include <systemc>

#include "models/common/invariant.h"
#include "sim/cli/command_line.h"
#include "sim/experiment/installation.h"
#include "sim/experiment/published.h"
#include "sim/machine/calibration_page.h"
#include "sim/machine/errors.h"
#include "sim/machine/machine_configuration.h"

namespace {

using namespace shrimp;

constexpr int exit_wrong_usage = 2;
constexpr int exit_our_bug = 3;

int execute(const CommandLine& line) {
  switch (line.command) {
    case Command::print:
      fmt::print("{}", line.text);
      return 0;
    case Command::run:
      return run(line.run);
    case Command::reproduce:
      return reproduce(line.reproduce);
    case Command::boards:
      return boards();
    case Command::faults:
      return faults(line.faults);
    case Command::calibration:
    case Command::config:
      break;
  }
  MachineParameters parameters;
  const Configuration c =
      load_machine(line.run.machine, line.run.sets, Installation::find().machines, 1, parameters);
  fmt::print("{}",
             line.command == Command::config ? c.complete_toml() : calibration_page(c) + published_section());
  return 0;
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
    return execute(parse_command_line({argv + 1, argv + argc}));
  } catch (const UsageError& e) {
    fmt::print(stderr, "{}\n", e.what());
    return exit_wrong_usage;
  } catch (const BrokenInvariant& e) {
    return report_bug(e.what());
  } catch (const sc_core::sc_report& e) {
    return report_bug(e.what());
  } catch (const std::exception& e) {
    return report_bug(e.what());
  }
}

int main(int argc, char* argv[]) {
  setenv("SYSTEMC_DISABLE_COPYRIGHT_MESSAGE", "1", 1);  // its banner would stand before every run
  return sc_core::sc_elab_and_sim(argc, argv);
}
