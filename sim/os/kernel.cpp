// SPDX-License-Identifier: MIT
// Processes and their ends; the calls of the run-time library are in kernel_calls.cpp.
#include "sim/os/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <stdexcept>

#include "sim/process/abi.h"
#include "sim/process/source_line.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr std::int32_t first_pid = 100;
// Who waits looks at the same few lines, read anew after each switch of processes; who reads so many between
// two looks of the watchdog goes through its memory.
constexpr std::uint32_t lines_of_reader = 1000;

Activity activity_of(ProcessState state) {
  switch (state) {
    case ProcessState::blocked:
      return Activity::blocked;
    case ProcessState::ready:
      return Activity::ready;
    case ProcessState::running:
      return Activity::running;
    case ProcessState::ended:
      break;
  }
  return Activity::ended;
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
    case SIGPIPE:
      return "SIGPIPE";
    case SIGALRM:
      return "SIGALRM";
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
    case SIGPIPE:
      return "a write to a connection that nobody reads; a program that ignores SIGPIPE gets EPIPE";
    case SIGALRM:
      return "its timer or itself; a program with a handler for SIGALRM goes on";
    case SIGSEGV:
    case SIGBUS:
      return "a reference outside its memory";
    default:
      return "a signal that it raised";
  }
}

}  // namespace

Kernel::Kernel(Executive& executive, Node& node, const OsParameters& costs, const MachineView& machine,
               EthernetPort& ethernet, KernelClient& client)
    : executive_(executive),
      node_(node),
      costs_(costs),
      client_(client),
      frames_(node.dram().frames() - 1),
      scheduler_(node, costs, processor_),
      arrivals_(scheduler_),
      interrupts_(node, costs, scheduler_, processor_, *this),
      notifications_(node, costs, scheduler_, arrivals_, processor_),
      signals_(node, costs, scheduler_, arrivals_, processor_),
      pager_(node, costs.paging, frames_, *this),
      vmmc_(node, costs, machine, ethernet, scheduler_, arrivals_, signals_, frames_,
            node.dram().frames() - 1, *this),
      call_(node.calendar(), this, &Kernel::on_call),
      page_fault_(node.calendar(), this, &Kernel::on_page_fault),
      faulted_(node.calendar(), this, &Kernel::on_faulted),
      processor_(executive, node, costs, *this) {}

SimulatedProcess& Kernel::make_process(const ProcessStart& start) {
  processes_.push_back(std::make_unique<SimulatedProcess>(*start.program, start.rank, start.arguments,
                                                          start.environment, frames_, node_.dram(),
                                                          vmmc_.device_proxies(), costs_.notification_queue));
  SimulatedProcess& p = *processes_.back();
  p.rank = start.rank;
  p.context.profile = start.profile;
  p.node = node_.number();
  p.pid = first_pid + static_cast<std::int32_t>(processes_.size()) - 1;
  const std::uint64_t base = p.process.window();
  for (const Mapping& m : p.process.mappings())
    p.space.add_region(m.address, m.address + m.bytes, m.writable);
  p.heap_end = base + SHRIMP_HEAP_OFFSET;
  p.space.add_region(p.heap_end, p.heap_end, true);
  p.space.add_region(base + SHRIMP_STACK_TOP - SHRIMP_STACK_BYTES, base + SHRIMP_STACK_TOP, true);
  if (node_.nic().initiation() == Initiation::compare_exchange) p.space.use_command_pages();
  return p;
}

SimulatedProcess& Kernel::start(const ProcessStart& start) {
  SimulatedProcess& p = make_process(start);
  scheduler_.make_ready(p, Time{});
  return p;
}

std::int32_t Kernel::spawn(const std::string& file, const std::vector<std::string>& arguments, Time now) {
  const auto running = std::count_if(processes_.begin(), processes_.end(),
                                     [](const auto& p) { return p->state != ProcessState::ended; });
  if (running >= costs_.process_limit) return VMMC_ERROR_TOO_MANY;
  ProcessStart start;
  if (!client_.find_program(file, start)) return VMMC_ERROR_NO_PROGRAM;
  start.arguments = {file};
  start.arguments.insert(start.arguments.end(), arguments.begin(), arguments.end());
  try {
    SimulatedProcess& p = make_process(start);
    const Time begins = now + costs_.spawn;
    p.state = ProcessState::blocked;
    p.waits_for = fmt::format("its start at {:.3f} us", begins.us());
    p.last_progress = now;
    for (TrackSink* sink : watchers_) show_process(p, *sink);
    if (process_watcher_) process_watcher_->made(p);
    scheduler_.wake_at(p, begins);
    client_.spawned(p);
    return p.pid;
  } catch (const std::runtime_error&) {  // the host has no room for it
    return VMMC_ERROR_NO_MEMORY;
  }
}

bool Kernel::all_ended() const {
  return std::all_of(processes_.begin(), processes_.end(),
                     [](const auto& p) { return p->state == ProcessState::ended; });
}

bool Kernel::some_ended() const {
  return std::any_of(processes_.begin(), processes_.end(),
                     [](const auto& p) { return p->state == ProcessState::ended; });
}

bool Kernel::only_servers_left() const {
  return std::all_of(processes_.begin(), processes_.end(), [](const auto& p) {
    return p->state == ProcessState::ended ||
           (p->state == ProcessState::blocked && p->awaited.clients && !p->signals.expires);
  });
}

/// Processes are numbered as they are started.
bool Kernel::may_come(std::int32_t pid) const {
  const std::int64_t index = std::int64_t{pid} - first_pid;
  if (index < 0) return false;
  const auto started = static_cast<std::int64_t>(processes_.size());
  return index >= started || processes_[static_cast<std::size_t>(index)]->state != ProcessState::ended;
}

SimulatedProcess& Kernel::process(std::int32_t pid) {
  return *processes_[static_cast<std::size_t>(pid - first_pid)];
}

/// The running process leaves the processor.
void Kernel::leave(ProcessState state, Time now) {
  scheduler_.leave(state, now);
  interrupts_.take_if_idle(now);
}

void Kernel::attend(Time now) {
  if (interrupts_.pending())
    interrupts_.attend(now);
  else if (scheduler_.slice_over())
    scheduler_.preempt(now);
  else if (notifications_.pending())
    notifications_.attend(now);
  else
    signals_.attend(now);
}

void Kernel::packet_missed(const IncomingFault& fault, Time now) {
  vmmc_.packet_missed(fault, now);
}

/// A message notifies once, automatic update for each of its words.
void Kernel::message_arrived(const Arrival& arrival, Time now) {
  if (vmmc_.take_fence(arrival, now)) return;
  if (!arrival.notify) return notifications_.nobody();
  if (arrival.deliberate) return notify_receiver(arrival.address, now);
  const PhysicalAddress first = arrival.address / word_bytes * word_bytes;
  for (PhysicalAddress word = first; word < arrival.address + arrival.bytes; word += word_bytes)
    notify_receiver(word, now);
}

void Kernel::notify_receiver(PhysicalAddress address, Time now) {
  const ExportedBuffer* buffer = vmmc_.receiver_of(address);
  if (!buffer || !buffer->watched) return notifications_.nobody();
  if (buffer->handler == 0) return arrivals_.came(process(buffer->name.pid), now);
  notifications_.post(process(buffer->name.pid), {buffer->handler, buffer->name.id}, now);
}

void Kernel::packet_refused(const BadPacket& packet, Time now) {
  vmmc_.packet_refused(packet, now);
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
  faulted_.reschedule(now);
}

/// What the process stored before its fault is not taken back.
void Kernel::on_faulted(Time now) {
  if (node_.pentium().drained(faulted_)) finish(running(), now);
}

void Kernel::page_missing(Time now) {
  page_fault_.reschedule(now + costs_.paging.page_in);
}

void Kernel::on_page_fault(Time now) {
  SimulatedProcess& p = running();
  leave(ProcessState::blocked, now);
  p.waits_for_pages = true;
  p.waits_for = "pages of its memory that are on the disk, or free frames for them";
  pager_.bring_in(p.space, now);
}

void Kernel::pages_are_in(AddressSpace& space, Time now) {
  for (const auto& p : processes_) {
    if (&p->space != &space) continue;
    p->last_progress = now;
    p->waits_for_pages = false;
    scheduler_.make_ready(*p, now);
  }
}

void Kernel::finish(SimulatedProcess& p, Time now) {
  p.end.status = p.end.signal ? 128 + p.end.signal : p.end.status;
  p.last_progress = now;
  p.notifications.clear();
  signals_.release(p);
  vmmc_.release(p, now);
  pager_.release(p.space, now);
  client_.ended(p, now);
  leave(ProcessState::ended, now);
}

std::string Kernel::where(const SimulatedProcess& p) const {
  return source_line(p.process, p.process.hook().pc);
}

std::int64_t Kernel::cycles(const SimulatedProcess& p, Time now) const {
  const bool runs = processor_.current() == &p.context;
  return p.context.cycles + (runs ? processor_.current_cycles(now) : 0);
}

void Kernel::watch_entries(const SimulatedProcess& p, EntryWatcher* watcher) {
  process(p.pid).context.entries = watcher;
}

void Kernel::watch_processes(ProcessWatcher* watcher) {
  process_watcher_ = watcher;
  for (const auto& p : processes_)
    if (watcher) watcher->made(*p);
}

std::string Kernel::who_waits_where() const {
  std::string text;
  for (const auto& p : processes_) {
    if (p->state == ProcessState::ended) continue;
    const std::string hardware = processor_.waiting_for();
    const std::string what = p->state == ProcessState::blocked ? "waits for " + p->waits_for
                             : p->state == ProcessState::ready ? "is ready to run"
                             : hardware.empty()                ? "runs"
                                                               : "waits for " + hardware;
    text +=
        fmt::format("  rank {} (node {}, pid {}) {} {}\n", p->rank, node_.number(), p->pid, what, where(*p));
  }
  const std::string board = node_.nic().waiting_for();
  if (!board.empty()) text += fmt::format("  node {}: {}\n", node_.number(), board);
  const std::string daemon = vmmc_.daemon().waiting_for();
  if (!daemon.empty()) text += fmt::format("  node {}: the daemon waits for {}\n", node_.number(), daemon);
  return text;
}

Time Kernel::last_progress(Time now) {
  Time last = pager_.is_busy() ? now : Time{};
  for (const auto& p : processes_) {
    const bool sleeps =
        p->state == ProcessState::blocked && (p->sleeps_until[0] || p->sleeps_until[1] || p->awaited.until);
    // Whoever waits goes round, until another process or a handler changes what it reads; who waits for
    // hardware gets nowhere.
    const std::int64_t instructions = p->process.hook().instructions;
    Recurrence& recurrence = p->context.recurrence;
    const bool looked = p->context.looked || p->context.looked_at_own;
    const bool goes_round = looked && !recurrence.ruled_out();
    const bool computes = instructions != p->instructions_seen && !goes_round;
    p->instructions_seen = instructions;
    if (looked && !p->context.stored)
      recurrence.begin(p->context.looked);
    else
      recurrence.end();
    const bool timed = p->signals.expires && p->state != ProcessState::ended;
    if (p->context.stored || computes || p->context.lines_read >= lines_of_reader || sleeps || timed)
      p->last_progress = now;
    p->context.stored = false;
    p->context.looked = false;
    p->context.looked_at_own = false;
    p->context.lines_read = 0;
    // What hits shows again at its next slow hook: forgetting is not a change of the modelled machine.
    p->context.filter.forget_all();
    last = max(last, p->last_progress);
  }
  return last;
}

void Kernel::show(TrackSink& sink) {
  watchers_.push_back(&sink);
  sink.enter(fmt::format("node[{}]", node_.number()));
  sink.enter("kernel");
  scheduler_.show(sink);
  interrupts_.show(sink);
  sink.leave();
  sink.leave();
  for (const auto& p : processes_) show_process(*p, sink);
}

void Kernel::show_process(SimulatedProcess& p, TrackSink& sink) {
  const std::string text = fmt::format("{}, rank {}.", p.name, p.rank);
  sink.enter(fmt::format("node[{}]", node_.number()));
  sink.enter(fmt::format("process[{}]", p.pid));
  sink.state("activity", p.context.activity, activity_of(p.state),
             {"ended", "blocked", "ready", "running", "in kernel"}, text);
  sink.leave();
  sink.leave();
}

void Kernel::report(StatisticsSink& sink) const {
  sink.count("traps", traps_, "calls", "Traps into the kernel.");
  sink.count("faults", faults_, "faults", "Processes ended by a fault.");
  sink.level("frames_in_use", frames_.in_use(), "pages", "Physical pages in use at the end.");
  sink.maximum("frames_most_in_use", frames_.most_in_use(), frames_.in_use(), "pages",
               "The most that were in use at a time.");
  pager_.report(sink);
  scheduler_.report(sink);
  interrupts_.report(sink);
  vmmc_.report(sink);
  std::size_t longest_queue = 0;
  for (const auto& p : processes_) longest_queue = std::max(longest_queue, p->notifications.size());
  notifications_.report(sink, longest_queue);
  signals_.report(sink);
}

}  // namespace shrimp
