// SPDX-License-Identifier: MIT
// What happens at a trap, and the calls of the run-time library (sim/process/abi.h); those of the VMMC
// library are VmmcService's.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>

#include "sim/os/kernel.h"
#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

/// A system call does its work at the end of its time, so that what it makes the board send leaves after it;
/// and after the stores before the trap have left the write buffers, since what it does to page tables must
/// not overtake them.
void Kernel::trap(Time now) {
  SimulatedProcess& p = running();
  if (p.in_call) {  // it has waited, and goes on where it did
    call_.reschedule(now);
    return;
  }
  ++traps_;
  p.trapped = now;
  if (p.process.hook().arguments[0] == SHRIMP_TRAP_HANDLER_RETURNED && p.notifications.in_handler())
    notifications_.handler_returned(now);
  else if (p.process.hook().arguments[0] == SHRIMP_TRAP_SIGNAL_RETURNED)
    signals_.returned(p.process.hook().arguments + 1, now);
  else
    call_.reschedule(now + costs_.system_call);
}

void Kernel::on_call(Time now) {
  if (!node_.pentium().drained(call_)) return;
  SimulatedProcess& p = running();
  const Time progress = p.last_progress;
  const bool made_anew = p.in_call;
  p.last_progress = now;
  p.in_call = false;
  p.signals.ends_call = false;
  shrimp_hook_state& hook = p.process.hook();
  SystemCall c{p, hook.arguments + 1, now};
  p.space.forget_missing();
  const Answer answer = call(hook.arguments[0], c);
  pager_.watch(now);
  if (answer != Answer::gone && !p.space.missing().empty()) {
    p.in_call = true;
    return page_missing(now);  // the call has done nothing, whatever it says, and is made again
  }
  if (answer == Answer::spin) {
    p.last_progress = progress;  // to look at the board is none
    interrupts_.poll(now);
    call_.reschedule(now + c.cost);
    return;
  }
  p.space.release_held();
  switch (answer) {
    case Answer::resume:
      hook.result = static_cast<std::uint64_t>(c.result);
      processor_.hook_served();
      processor_.resume_at(now + c.cost);
      break;
    case Answer::again:
      p.in_call = true;
      if (made_anew) p.last_progress = progress;  // it waits still
      if (p.notifications.due())
        processor_.resume_at(now);  // to its handlers
      else
        leave(ProcessState::blocked, now);
      break;
    case Answer::fault:
      fault(now, SIGSEGV, c.fault_address, c.fault_reason);
      break;
    case Answer::spin:
    case Answer::gone:
      break;
  }
}

Answer Kernel::call(std::uint64_t number, SystemCall& c) {
  switch (number) {
    case SHRIMP_TRAP_EXIT:
      return exit_process(c);
    case SHRIMP_TRAP_ABORT:
      return abort_process(c);
    case SHRIMP_TRAP_OUTPUT:
      return output(c);
    case SHRIMP_TRAP_REDIRECT:
      return redirect(c);
    case SHRIMP_TRAP_SLEEP:
      return sleep(c);
    case SHRIMP_TRAP_SIGNALS_ENTER:
      return signals_.enter(c);
    case SHRIMP_TRAP_TIMER:
      return signals_.set_timer(c);
    case SHRIMP_TRAP_TAKE_SIGNALS:
      return signals_.take(c);
    case SHRIMP_TRAP_YIELD:
      return yield(c);
    case SHRIMP_TRAP_MORE_HEAP:
      return more_heap(c);
    case SHRIMP_TRAP_GETPID:
      return c.done(c.process.pid);
    case SHRIMP_TRAP_TOUCH:
      return touch(c);
    case VMMC_TRAP_BLOCK:
      return notifications_.block(c);
    case VMMC_TRAP_UNBLOCK:
      return notifications_.unblock(c);
    case VMMC_TRAP_WAIT_NOTIFICATION:
      return notifications_.wait(c);
    case VMMC_TRAP_AWAIT:
      return arrivals_.await(c);
    default:
      return vmmc_.call(number, c);
  }
}

Answer Kernel::exit_process(SystemCall& c) {
  c.process.end.status = static_cast<int>(c.arguments[0]) & 0xff;
  finish(c.process, c.now);
  return Answer::gone;
}

Answer Kernel::abort_process(SystemCall& c) {
  fault(c.now, static_cast<int>(c.arguments[0]), 0, nullptr);
  return Answer::gone;
}

Answer Kernel::output(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::uint64_t stream = a[0] & ~std::uint64_t{SHRIMP_OUTPUT_BY_ANY_NUMBER};
  if (!c.process.space.touch_in_turn(a[1], a[2], false) || (stream != 1 && stream != 2) ||
      (stream == a[0] && c.process.redirected[stream - 1]))
    return c.done(VMMC_ERROR_ARGUMENT);
  client_.output(c.process, static_cast<int>(stream), reinterpret_cast<const char*>(a[1]), a[2]);
  return c.done(static_cast<std::int64_t>(a[2]));
}

Answer Kernel::redirect(SystemCall& c) {
  const std::uint64_t stream = c.arguments[0];
  if (stream != 1 && stream != 2) return c.done(VMMC_ERROR_ARGUMENT);
  c.process.redirected[stream - 1] = c.arguments[1] != 0;
  return c.done(VMMC_OK);
}

Answer Kernel::sleep(SystemCall& c) {
  std::optional<Time>& until = c.process.sleeps_until[c.process.notifications.in_handler()];
  const bool ends = static_cast<std::int64_t>(c.arguments[0]) >= 0;
  if (!until && ends) {
    until = after_ns(c.now, c.arguments[0]);
    scheduler_.wake_at(c.process, *until);
  }
  if (until && c.now >= *until) {
    until.reset();
    return c.done(0);
  }
  if (c.process.signal_ends_waits()) {
    const std::int64_t left = until ? (*until - c.now).ps / 1000 : 0;
    if (until) scheduler_.forget_wake(c.process, *until);
    until.reset();
    return c.done(std::max<std::int64_t>(left, 1));
  }
  c.process.signals.ends_call = true;
  c.process.waits_for = until ? fmt::format("its sleep to end at {:.3f} us", until->us()) : "a signal";
  return Answer::again;
}

Answer Kernel::yield(SystemCall& c) {
  scheduler_.yield();
  return c.done(0);
}

Answer Kernel::more_heap(SystemCall& c) {
  SimulatedProcess& p = c.process;
  const std::uint64_t bytes = c.arguments[0];
  const std::uint64_t begin = p.heap_end;
  const std::uint64_t limit = p.space.window() + SHRIMP_HEAP_END;
  if (bytes % page_bytes != 0 || bytes > limit - begin) return c.done(0);
  p.heap_end += bytes;
  p.space.grow_region(p.space.window() + SHRIMP_HEAP_OFFSET, p.heap_end);
  return c.done(static_cast<std::int64_t>(begin));
}

/// A replaced library function's reads or writes: the pages are checked, eight bytes cost a cycle.
Answer Kernel::touch(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const bool write = (a[2] & SHRIMP_ACCESS_KIND_MASK) != SHRIMP_ACCESS_LOAD;
  if (!c.process.space.touch_in_turn(a[0], a[1], write))
    return c.ends_in_fault(a[0], "a library function was given and which is not mapped as needed");
  c.cost = node_.pentium().clock().after(c.now, static_cast<std::int64_t>(a[1] / 8)) - c.now;
  return c.done(0);
}

}  // namespace shrimp
