// SPDX-License-Identifier: MIT
// One command of `shrimp`: what it is called in help, its options, and what it does.
//
// To add a command NAME: a file commands/NAME.cpp that defines `std::unique_ptr<Command> NAME_command()`, and
// a line in commands.def. Help, man page and shell completion are made from what it declares.
#pragma once
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace shrimp {

/// "shrimp run hello.c": "one process of hello.c, compiled on the fly".
struct Example {
  std::string line;
  std::string meaning;
};

class Command {
 public:
  virtual ~Command() = default;

  /// Gives `app`, which has the command's name, its description, options and arguments; CLI11 writes into
  /// this object.
  virtual void declare(CLI::App& app) = 0;
  /// At least one; the first also stands in `shrimp --help`.
  virtual std::vector<Example> examples() const = 0;
  /// What there is to say below the options; empty, or whole sentences.
  virtual std::string details() const { return ""; }

  /// Whether the command line ends with a simulated program. All from the first word that is no option on is
  /// then the program's and given to read_program, also if it looks like an option.
  virtual bool takes_program() const { return false; }
  /// What stands there, for the man page.
  virtual std::string program_synopsis() const { return "PROGRAM [ARGUMENT...]"; }
  virtual void read_program(const std::vector<std::string>&) {}

  /// Does it, and returns the exit status of INTERFACE. Throws UsageError and BrokenInvariant.
  virtual int execute() const = 0;
};

/// A command that reads the command line into a struct of options, which a test can look at.
template <class Options>
class CommandWith : public Command {
 public:
  const Options& options() const { return options_; }

 protected:
  Options options_;
};

}  // namespace shrimp
