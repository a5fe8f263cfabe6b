// SPDX-License-Identifier: MIT
#include "sim/experiment/status_request.h"

namespace shrimp {

namespace {
volatile std::sig_atomic_t asked = 0;
}

StatusRequest::StatusRequest(Interruption::Calls calls) {
  asked = 0;
  struct sigaction action {};
  action.sa_handler = [](int) { asked = 1; };
  action.sa_flags = SA_ONSTACK | (calls == Interruption::Calls::go_on ? SA_RESTART : 0);
  sigemptyset(&action.sa_mask);
  sigaction(SIGUSR1, &action, &before_);
}

StatusRequest::~StatusRequest() {
  sigaction(SIGUSR1, &before_, nullptr);
}

bool StatusRequest::come() {
  return asked != 0;
}

bool StatusRequest::take() {
  if (!come()) return false;
  asked = 0;
  return true;
}

}  // namespace shrimp
