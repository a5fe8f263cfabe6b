// SPDX-License-Identifier: MIT
// "How is it going?": while one of these lives, SIGUSR1 asks for a report on stderr (kill -USR1).
#pragma once
#include <csignal>

namespace shrimp {

class StatusRequest {
 public:
  StatusRequest();
  ~StatusRequest();
  StatusRequest(const StatusRequest&) = delete;
  StatusRequest& operator=(const StatusRequest&) = delete;

  /// True once for each request, or several that came close together.
  static bool take();

 private:
  struct sigaction before_ {};
};

}  // namespace shrimp
