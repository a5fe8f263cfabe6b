// SPDX-License-Identifier: MIT
#include "sim/experiment/interruption.h"

namespace shrimp {

namespace {

volatile std::sig_atomic_t signal_come = 0;
int alive = 0;

void note(int signal) {
  if (signal_come != 0) {  // whoever asks now and then does not: end as if nobody noted anything
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
  signal_come = signal;
}

}  // namespace

Interruption::Interruption(Calls calls) {
  if (alive++ == 0) signal_come = 0;
  struct sigaction action {};
  action.sa_handler = note;
  action.sa_flags = SA_ONSTACK | (calls == Calls::go_on ? SA_RESTART : 0);
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, &interrupt_);
  sigaction(SIGTERM, &action, &terminate_);
}

Interruption::~Interruption() {
  sigaction(SIGINT, &interrupt_, nullptr);
  sigaction(SIGTERM, &terminate_, nullptr);
  --alive;
}

int Interruption::signal() {
  return signal_come;
}

void Interruption::leave_to_host() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

const char* name_of_signal(int signal) {
  return signal == SIGINT ? "Ctrl-C" : signal == SIGTERM ? "SIGTERM" : "a signal";
}

}  // namespace shrimp
