// SPDX-License-Identifier: MIT
// What happens at a trap, and the calls of the run-time library (sim/process/abi.h); those of the VMMC
// library are in kernel_vmmc_calls.cpp.
#include "vmmc_api/trap.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "sim/os/kernel.h"
#include "sim/process/abi.h"

namespace shrimp {

/// A system call does its work at the end of its time, so that what it makes the board send leaves after it.
void Kernel::trap(Time now) {
  ++traps_;
  call_.reschedule(now + costs_.system_call);
}

void Kernel::on_call(Time now) {
  SimulatedProcess& p = running();
  p.last_progress = now;
  cost_ = Time{};
  shrimp_hook_state& hook = p.process.hook();
  const Answer answer = call(hook.arguments[0], hook.arguments + 1, now);
  if (answer == Answer::gone) return;
  processor_.hook_served();
  if (answer == Answer::resume) {
    processor_.resume_at(now + cost_);
  } else {
    leave(p, ProcessState::blocked, now);
  }
}

Kernel::Answer Kernel::result(std::int64_t value) {
  running().process.hook().result = static_cast<std::uint64_t>(value);
  return Answer::resume;
}

Kernel::Answer Kernel::call(std::uint64_t number, const std::uint64_t* a, Time now) {
  switch (number) {
    case SHRIMP_TRAP_EXIT:
      return exit_process(running(), now, static_cast<int>(a[0]) & 0xff);
    case SHRIMP_TRAP_ABORT:
      return fault(now, static_cast<int>(a[0]), 0, nullptr), Answer::gone;
    case SHRIMP_TRAP_OUTPUT:
      return output(a);
    case SHRIMP_TRAP_SLEEP:
      return sleep(a[0], now);
    case SHRIMP_TRAP_YIELD:
      return quantum_over_ = !ready_.empty(), result(0);
    case SHRIMP_TRAP_MORE_HEAP:
      return more_heap(a[0]);
    case SHRIMP_TRAP_GETPID:
      return result(running().pid);
    case SHRIMP_TRAP_TOUCH:
      return touch(a, now);
    case VMMC_TRAP_EXPORT:
      return export_buffer(a, now);
    case VMMC_TRAP_IMPORT:
      return import_buffer(a, now, true);
    case VMMC_TRAP_IMPORT_START:
      return import_buffer(a, now, false);
    case VMMC_TRAP_BIND:
      return bind(a);
    case VMMC_TRAP_CACHE_POLICY:
      return cache_policy(a);
    case VMMC_TRAP_NODES:
      return list_nodes(a);
    case VMMC_TRAP_IMPORTERS:
      return list_importers(a);
    case VMMC_TRAP_IMPORTED:
      return find_import(a);
    default:
      return result(VMMC_ERROR_ARGUMENT);
  }
}

Kernel::Answer Kernel::exit_process(SimulatedProcess& p, Time now, int status) {
  p.end.status = status;
  finish(p, now);
  return Answer::gone;
}

Kernel::Answer Kernel::output(const std::uint64_t* a) {
  if (!running().space.touch(a[1], a[2], false) || (a[0] != 1 && a[0] != 2))
    return result(VMMC_ERROR_ARGUMENT);
  client_.output(running(), static_cast<int>(a[0]), reinterpret_cast<const char*>(a[1]), a[2]);
  return result(static_cast<std::int64_t>(a[2]));
}

Kernel::Answer Kernel::sleep(std::uint64_t nanoseconds, Time now) {
  constexpr std::uint64_t longest = 1'000'000'000'000;  // a thousand seconds
  const Time until = now + Time::from_ns(static_cast<std::int64_t>(std::min(nanoseconds, longest)));
  sleepers_.push_back({until, &running()});
  timer_.wake_at(until);
  running().waits_for = fmt::format("its sleep to end at {:.3f} us", until.us());
  result(0);
  return Answer::block;
}

Kernel::Answer Kernel::more_heap(std::uint64_t bytes) {
  SimulatedProcess& p = running();
  const std::uint64_t begin = p.heap_end;
  const std::uint64_t limit = p.space.window() + SHRIMP_HEAP_END;
  if (bytes % page_bytes != 0 || bytes > limit - begin) return result(0);
  p.heap_end += bytes;
  p.space.grow_region(p.space.window() + SHRIMP_HEAP_OFFSET, p.heap_end);
  return result(static_cast<std::int64_t>(begin));
}

/// A replaced library function's reads or writes: the pages are checked, eight bytes cost a cycle.
Kernel::Answer Kernel::touch(const std::uint64_t* a, Time now) {
  const bool write = (a[2] & SHRIMP_ACCESS_KIND_MASK) != SHRIMP_ACCESS_LOAD;
  SimulatedProcess& p = running();
  if (!p.space.touch(a[0], a[1], write)) {
    fault(now, SIGSEGV, a[0], "a library function was given and which is not mapped as needed");
    return Answer::gone;
  }
  const Clock& clock = node_.pentium().clock();
  cost_ = clock.after(now, static_cast<std::int64_t>(a[1] / 8)) - now;
  return result(0);
}

}  // namespace shrimp
