// SPDX-License-Identifier: MIT
#include "tests/sim/process/driver.h"

#include "sim/process/window.h"

namespace shrimp {

std::string built_program(const std::string& name) {
  return std::string(SHRIMP_TEST_PROGRAMS) + "/" + name;
}

Driver::Driver(const Program& program, unsigned window, std::vector<std::string> arguments,
               const std::vector<std::string>& environment)
    : process_(program, window, arguments, environment),
      heap_end_(process_.window() + SHRIMP_HEAP_OFFSET),
      no_hits_(host_page_bytes, 0xff) {
  process_.hook().hits = no_hits_.data();
  process_.hook().cycles_left = 1'000'000'000;
}

bool Driver::trap() {
  shrimp_hook_state& hook = process_.hook();
  const std::uint64_t* a = hook.arguments + 1;
  time_ns_ += 1000;
  hook.result = 0;
  switch (hook.arguments[0]) {
    case SHRIMP_TRAP_EXIT:
      end_.exited = true;
      end_.status = static_cast<int>(a[0]);
      return false;
    case SHRIMP_TRAP_ABORT:
      end_.signal = static_cast<int>(a[0]);
      return false;
    case SHRIMP_TRAP_OUTPUT:
      (a[0] == 1 ? out_ : err_).append(reinterpret_cast<const char*>(a[1]), a[2]);
      hook.result = a[2];
      return true;
    case SHRIMP_TRAP_CLOCK:
      hook.result = time_ns_;
      return true;
    case SHRIMP_TRAP_SLEEP:
      time_ns_ += a[0];
      return true;
    case SHRIMP_TRAP_GETPID:
      hook.result = 100;
      return true;
    case SHRIMP_TRAP_MORE_HEAP:
      if (a[0] > process_.window() + SHRIMP_HEAP_END - heap_end_) return true;
      hook.result = heap_end_;
      heap_end_ += a[0];
      return true;
    default:
      return true;
  }
}

bool Driver::step() {
  shrimp_hook_state& hook = process_.hook();
  switch (process_.resume()) {
    case Request::access:
      ++accesses_;
      return true;
    case Request::charge:
      hook.cycles_left = 1'000'000'000;
      return true;
    case Request::rdtsc:
      hook.result = 0x123456789abc;
      return true;
    case Request::trap:
      return trap();
    case Request::fault:
      end_.fault = true;
      end_.signal = static_cast<int>(hook.arguments[0]);
      end_.address = hook.address;
      return false;
  }
  return false;
}

Driver::End Driver::run() {
  while (step()) {
  }
  return end_;
}

RunResult run_program(const std::string& name, std::vector<std::string> arguments,
                      const std::vector<std::string>& environment) {
  const Program program(built_program(name));
  Driver driver(program, 0, std::move(arguments), environment);
  driver.run();
  return {driver.end(), driver.out(), driver.err()};
}

}  // namespace shrimp
