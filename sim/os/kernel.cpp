// SPDX-License-Identifier: MIT
// Scheduling, interrupts and the ends of processes; the calls themselves are in kernel_calls.cpp.
#include "sim/os/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "sim/process/abi.h"
#include "sim/process/source_line.h"

namespace shrimp {

namespace {

constexpr std::int32_t first_pid = 100;

std::uint32_t bit(InterruptCause cause) {
  return 1u << static_cast<unsigned>(cause);
}

const char* signal_name(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    case SIGTRAP:
      return "SIGTRAP";
    case SIGABRT:
      return "SIGABRT";
    default:
      return strsignal(signal);
  }
}

const char* signal_reason(int signal) {
  switch (signal) {
    case SIGFPE:
      return "an arithmetic error, such as a division by zero";
    case SIGILL:
      return "an instruction that cannot be executed";
    case SIGABRT:
      return "abort()";
    case SIGTRAP:
      return "a breakpoint instruction";
    default:
      return "a reference outside its memory";
  }
}

}  // namespace

Kernel::Kernel(Executive& executive, Node& node, const OsParameters& costs, MachineView& machine,
               KernelClient& client)
    : executive_(executive),
      node_(node),
      costs_(costs),
      machine_(machine),
      client_(client),
      frames_(node.dram().frames()),
      daemon_(node.calendar(), this, &Kernel::on_daemon),
      timer_(node.calendar(), this, &Kernel::on_timer),
      quantum_(node.calendar(), this, &Kernel::on_quantum),
      handler_(node.calendar(), this, &Kernel::on_handler),
      call_(node.calendar(), this, &Kernel::on_call),
      processor_(executive, node, costs, *this) {}

SimulatedProcess& Kernel::start(const Program& program, std::uint32_t rank, std::uint32_t window,
                                const std::vector<std::string>& arguments,
                                const std::vector<std::string>& environment) {
  processes_.push_back(
      std::make_unique<SimulatedProcess>(program, window, arguments, environment, frames_, node_.dram()));
  SimulatedProcess& p = *processes_.back();
  p.rank = rank;
  p.pid = first_pid + static_cast<std::int32_t>(processes_.size()) - 1;
  const std::uint64_t base = p.process.window();
  for (const Mapping& m : p.process.mappings())
    p.space.add_region(m.address, m.address + m.bytes, m.writable);
  p.heap_end = base + SHRIMP_HEAP_OFFSET;
  p.space.add_region(p.heap_end, p.heap_end, true);
  p.space.add_region(base + SHRIMP_STACK_TOP - SHRIMP_STACK_BYTES, base + SHRIMP_STACK_TOP, true);
  make_ready(p, Time{});
  return p;
}

bool Kernel::all_ended() const {
  return std::all_of(processes_.begin(), processes_.end(),
                     [](const auto& p) { return p->state == ProcessState::ended; });
}

void Kernel::make_ready(SimulatedProcess& p, Time now) {
  p.state = ProcessState::ready;
  p.waits_for.clear();
  ready_.push_back(&p);
  if (!running_) {
    dispatch(now);
  } else if (!quantum_.pending()) {
    quantum_.wake_at(now + costs_.quantum);
  }
}

void Kernel::dispatch(Time now) {
  quantum_over_ = false;
  quantum_.cancel();
  if (ready_.empty()) {
    running_ = nullptr;
    processor_.run(nullptr, now);
    return;
  }
  running_ = ready_.front();
  ready_.pop_front();
  running_->state = ProcessState::running;
  const bool first = switches_++ == 0;
  if (!first) {
    node_.nic().invalidate_initiation();  // I1 (HPCA'96): the kernel's Inval at each context switch
    node_.pentium().flush_translations();
  }
  const Time from = first ? now : now + costs_.context_switch;
  if (!ready_.empty()) quantum_.wake_at(from + costs_.quantum);
  processor_.run(&running_->context, from);
}

/// The running process leaves the processor.
void Kernel::leave(SimulatedProcess& p, ProcessState state, Time now) {
  p.state = state;
  running_ = nullptr;
  dispatch(now);
}

void Kernel::raise(InterruptCause cause, Time now) {
  interrupts_ |= bit(cause);
  if (!running_) take_receive_interrupts(now);
}

/// What the receive path asks for needs no process: counted, and the path restarted.
void Kernel::take_receive_interrupts(Time) {
  if (interrupts_ & bit(InterruptCause::bad_packet)) ++bad_packets_;
  if (interrupts_ & bit(InterruptCause::incoming_page_fault)) {
    ++dropped_packets_;
    node_.nic().drop_and_restart();
  }
  interrupts_ &= bit(InterruptCause::outgoing_fifo_threshold);
  if (!running_) interrupts_ = 0;
}

void Kernel::attend(Time now) {
  if (interrupts_ != 0) {
    handler_entered_ = now;
    handler_.reschedule(now + costs_.interrupt_entry);
    return;
  }
  quantum_over_ = false;
  if (ready_.empty()) {
    processor_.resume_at(now);
    return;
  }
  SimulatedProcess& p = running();
  p.state = ProcessState::ready;
  ready_.push_back(&p);
  dispatch(now);
}

void Kernel::on_handler(Time now) {
  if (interrupts_ & bit(InterruptCause::outgoing_fifo_threshold)) {
    if (!node_.nic().outgoing_fifo_drained()) {
      handler_.reschedule(now + costs_.fifo_poll);
      return;
    }
    ++threshold_interrupts_;
    interrupts_ &= ~bit(InterruptCause::outgoing_fifo_threshold);
  }
  take_receive_interrupts(now);
  handler_time_ += now + costs_.interrupt_exit - handler_entered_;
  processor_.resume_at(now + costs_.interrupt_exit);
}

void Kernel::on_quantum(Time) {
  quantum_over_ = true;
}

void Kernel::on_timer(Time now) {
  Time next = Time::never();
  std::vector<Sleeper> still;
  for (const Sleeper& s : sleepers_) {
    if (s.until <= now) {
      make_ready(*s.process, now);
    } else {
      still.push_back(s);
      next = min(next, s.until);
    }
  }
  sleepers_.swap(still);
  if (!next.is_never()) timer_.wake_at(next);
}

void Kernel::fault(Time now, int signal, std::uint64_t address, const char* why) {
  ++faults_;
  SimulatedProcess& p = running();
  const std::string place = where(p);
  p.end.signal = signal;
  if (why) {
    p.end.message = fmt::format(
        "{} at address {:#010x}, which {}, {}", signal_name(signal),
        address - p.space.window() < SHRIMP_WINDOW_BYTES ? address - p.space.window() : address, why, place);
  } else {
    p.end.message = fmt::format("{} ({}), {}", signal_name(signal), signal_reason(signal), place);
  }
  finish(p, now);
}

void Kernel::finish(SimulatedProcess& p, Time now) {
  p.end.status = p.end.signal ? 128 + p.end.signal : p.end.status;
  p.last_progress = now;
  client_.ended(p, now);
  leave(p, ProcessState::ended, now);
}

std::string Kernel::where(const SimulatedProcess& p) const {
  return source_line(p.process, p.process.hook().pc);
}

std::string Kernel::who_waits_where() const {
  std::string text;
  for (const auto& p : processes_) {
    if (p->state == ProcessState::ended) continue;
    const std::string what = p->state == ProcessState::blocked ? "waits for " + p->waits_for
                             : p->state == ProcessState::ready ? "is ready to run"
                                                               : "runs " + processor_.waiting_for();
    text +=
        fmt::format("  rank {} (node {}, pid {}) {} {}\n", p->rank, node_.number(), p->pid, what, where(*p));
  }
  const std::string board = node_.nic().waiting_for();
  if (!board.empty()) text += fmt::format("  node {}: {}\n", node_.number(), board);
  return text;
}

Time Kernel::last_progress(Time now) {
  Time last{};
  for (const auto& p : processes_) {
    if (p->context.stored) p->last_progress = now;
    p->context.stored = false;
    // A store that hits shows again at its next slow hook: forgetting is not a change of the modelled
    // machine.
    for (HitFilter::Entry& e : p->context.filter.entry) e.store_line = HitFilter::no_line;
    last = max(last, p->last_progress);
  }
  return last;
}

void Kernel::report(StatisticsSink& sink) const {
  sink.count("traps", traps_, "calls", "Traps into the kernel.");
  sink.count("faults", faults_, "faults", "Processes ended by a fault.");
  sink.count("context_switches", switches_, "switches", "Processes given the processor.");
  sink.count("threshold_interrupts", threshold_interrupts_, "interrupts",
             "Times the handler of the outgoing FIFO's threshold waited for it to drain.");
  sink.time("interrupt_time", handler_time_, "Time spent in interrupt handlers.");
  sink.count("dropped_packets", dropped_packets_, "packets",
             "Packets for pages that are no receive buffers.");
  sink.count("bad_packets", bad_packets_, "packets", "Packets with a wrong CRC or wrong coordinates.");
  sink.count("frames_in_use", frames_.in_use(), "pages", "Physical pages in use at the end.");
}

}  // namespace shrimp
