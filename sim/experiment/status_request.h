// SPDX-License-Identifier: MIT
// "How is it going?": while one of these lives, SIGUSR1 asks for a report on stderr (kill -USR1).
#pragma once
#include <csignal>

#include "sim/experiment/interruption.h"

namespace shrimp {

class StatusRequest {
 public:
  /// `calls`: what one that waits for the host does when somebody asks.
  explicit StatusRequest(Interruption::Calls calls);
  ~StatusRequest();
  StatusRequest(const StatusRequest&) = delete;
  StatusRequest& operator=(const StatusRequest&) = delete;

  /// Whether somebody asks, and has not been answered.
  static bool come();
  /// True once for each request, or several that came close together.
  static bool take();

 private:
  struct sigaction before_ {};
};

}  // namespace shrimp
