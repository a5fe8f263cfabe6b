// SPDX-License-Identifier: MIT
#include "tests/sim/process/driver.h"

#include "sim/process/window.h"
#include "vmmc_api/trap.h"

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
    case SHRIMP_TRAP_REDIRECT:
      redirected_[a[0] - 1] = a[1] != 0;
      hook.result = 0;
      return true;
    case SHRIMP_TRAP_OUTPUT:
      if (a[0] <= 2 && redirected_[a[0] - 1]) {
        hook.result = static_cast<std::uint64_t>(-1);
        return true;
      }
      ((a[0] & ~std::uint64_t{SHRIMP_OUTPUT_BY_ANY_NUMBER}) == 1 ? out_ : err_)
          .append(reinterpret_cast<const char*>(a[1]), a[2]);
      hook.result = a[2];
      return true;
    case SHRIMP_TRAP_CLOCK:
      hook.result = time_ns_;
      return true;
    case SHRIMP_TRAP_SLEEP:
      time_ns_ += a[0];
      hook.result = 0;
      return true;
    case SHRIMP_TRAP_GETPID:
      hook.result = 100;
      return true;
    case SHRIMP_TRAP_MORE_HEAP:
      if (a[0] > process_.window() + SHRIMP_HEAP_END - heap_end_) return true;
      hook.result = heap_end_;
      heap_end_ += a[0];
      return true;
    case VMMC_TRAP_EXPORT:
      handler_ = a[3];
      return true;
    case SHRIMP_TRAP_HANDLER_RETURNED:
      in_handler_ = false;
      process_.restore_request();
      return serve();
    default:
      return true;
  }
}

void Driver::interrupt_every(std::uint64_t period) {
  period_ = period;
  if (period != 0) process_.hook().cycles_left = -1;
}

/// True if the process has been sent to its handler instead.
bool Driver::interrupt() {
  if (period_ == 0 || handler_ == 0 || in_handler_ || process_.faulted() || ++asked_ % period_ != 0)
    return false;
  process_.interrupt(handler_, handlers_++);
  return in_handler_ = true;
}

bool Driver::step() {
  process_.resume();
  return interrupt() || serve();
}

bool Driver::serve() {
  shrimp_hook_state& hook = process_.hook();
  switch (static_cast<Request>(hook.kind)) {
    case Request::access:
      ++accesses_;
      return true;
    case Request::charge:
      hook.cycles_left = period_ ? -1 : 1'000'000'000;
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
