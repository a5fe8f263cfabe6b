// SPDX-License-Identifier: MIT
// Ctrl-C and its like: while one of these lives, SIGINT and SIGTERM are noted, so that whoever simulates can
// end at a good moment and keep what there is. The second one ends the simulator at once.
//
// The handler runs on the alternate stack, if there is one (sim/process/running.h): the signal may come while
// the code of a simulated process runs on its own.
#pragma once
#include <csignal>
#include <stdexcept>
#include <string>

namespace shrimp {

/// As shells tell that a signal ended a command: this and the signal's number.
constexpr int exit_of_signal = 128;

class Interruption {
 public:
  /// What a call that waits for the host does when a signal comes.
  enum class Calls { go_on, return_early };

  /// Several may live at a time, the inner ones for what they call; the first forgets what came before.
  explicit Interruption(Calls calls);
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  /// The signal that has come; 0: none.
  static int signal();
  /// In a child of the simulator, which is to end with the signal.
  static void leave_to_host();

 private:
  struct sigaction interrupt_ {
  }, terminate_{};
};

/// Thrown where what was begun cannot be finished because of the signal; what() is a sentence without an end.
class Interrupted : public std::runtime_error {
 public:
  using runtime_error::runtime_error;
};

/// "Ctrl-C", "SIGTERM".
const char* name_of_signal(int signal);

}  // namespace shrimp
