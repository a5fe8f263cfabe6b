// SPDX-License-Identifier: MIT
#include "sim/os/processor.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include "models/common/invariant.h"
#include "sim/process/abi.h"

namespace shrimp {

namespace {

// With nothing else pending a process still comes back now and then, so that the run can be watched and
// ended.
constexpr Time longest_ahead = Time::from_us(1000);
constexpr std::uint32_t widest_piece = 8;  // the Pentium's data path

std::uint32_t access_bytes(std::uint64_t descriptor) {
  return (descriptor >> SHRIMP_ACCESS_BYTES_SHIFT) & SHRIMP_ACCESS_BYTES_MASK;
}

std::int64_t cycles_after_hook(const shrimp_hook_state& hook) {
  switch (hook.kind) {
    case SHRIMP_REQUEST_CHARGE:
      return static_cast<std::int64_t>(hook.descriptor);
    case SHRIMP_REQUEST_ACCESS:
    case SHRIMP_REQUEST_RDTSC:
      return (hook.descriptor >> SHRIMP_ACCESS_AFTER_SHIFT) & SHRIMP_ACCESS_AFTER_MASK;
    default:
      return 0;
  }
}

std::uint32_t piece_bytes(std::uint64_t address, std::uint32_t left) {
  const std::uint32_t to_line_end = HitFilter::line_bytes - address % HitFilter::line_bytes;
  const std::uint32_t to_word_end = widest_piece - address % widest_piece;
  if (left <= widest_piece) return left < to_line_end ? left : to_line_end;
  return to_word_end < left ? to_word_end : left;
}

/// Of the bytes that lie there; the value itself, up to a width of 8 bytes.
std::uint64_t digest(std::uint64_t address, std::uint32_t bytes) {
  constexpr std::uint64_t odd = 0x9e3779b97f4a7c15;
  std::uint64_t sum = 0;
  while (bytes > 0) {
    const std::uint32_t of_word = std::min(bytes, widest_piece);
    std::uint64_t word = 0;
    std::memcpy(&word, reinterpret_cast<const void*>(address), of_word);
    sum = sum * odd + word;
    address += of_word;
    bytes -= of_word;
  }
  return sum;
}

}  // namespace

Processor::Processor(Executive& executive, Node& node, const OsParameters& costs, Supervisor& supervisor)
    : executive_(executive),
      node_(node),
      pentium_(node.pentium()),
      clock_(node.pentium().clock()),
      costs_(costs),
      supervisor_(supervisor),
      arrival_to_core_(node.least_arrival_to_core()),
      turn_(node.calendar(), this, &Processor::on_turn) {
  pentium_.attach(this);
  turn_.set_reach(node.least_store_to_network());
}

void Processor::run(ExecutionContext* context, Time t) {
  if (context_) {
    context_->after_hook = cycle_ - hook_cycle_;
    context_->cycles += hook_cycle_ - dispatched_cycle_;
    if (context_->profile) context_->profile->leaves(hook().pc, hook_cycle_);
  }
  stop_here();
  context_ = context;
  started_ = false;
  deferred_count_ = deferred_next_ = 0;  // of a store whose later part faulted: nothing of it is done
  locked_in_device_ = false;
  turn_.cancel();
  wait_ = Wait::nothing;
  if (!context) {
    pentium_.use_filter(nullptr);
    return;
  }
  context->filter.forget_all();
  pentium_.use_filter(&context->filter);
  hook_cycle_ = dispatched_cycle_ = cycle_of(t);
  if (context->profile) context->profile->returns(hook_cycle_);
  context->activity.set(t, Activity::running);
  cycle_ = hook_cycle_ + context->after_hook;
  wait_for_turn();
}

void Processor::resume_at(Time t) {
  const std::int64_t after = cycle_ - hook_cycle_, before = hook_cycle_;
  hook_cycle_ = cycle_of(t);
  account(hook().pc, CycleUse::kernel, hook_cycle_ - before);
  cycle_ = hook_cycle_ + after;
  context_->activity.set(t, Activity::running);
  wait_for_turn();
}

/// Nothing behind the hook has happened: its cycles are charged when the process gets there.
void Processor::interrupt(std::uint64_t handler, std::uint32_t argument, Time t) {
  context_->process.interrupt(handler, argument);
  context_->after_interrupted = cycle_ - hook_cycle_;
  cycle_ = hook_cycle_;
  hook_served();
  resume_at(t);
}

void Processor::call_handler(std::uint64_t handler, std::uint32_t argument, Time t) {
  context_->process.call_handler(handler, argument);
  hook_served();
  resume_at(t);
}

void Processor::end_interruption(Time t) {
  context_->process.restore_request();
  cycle_ = hook_cycle_ + context_->after_interrupted;
  resume_at(t);
}

void Processor::signal(std::uint64_t entry, std::uint32_t signal, Time t) {
  hook().result = static_cast<std::uint64_t>(cycle_ - hook_cycle_);
  cycle_ = hook_cycle_;
  context_->process.call_signal_entry(entry, signal);
  hook_served();
  resume_at(t);
}

void Processor::end_signal(std::int64_t behind_hook, Time t) {
  cycle_ = hook_cycle_ + behind_hook;
  hook_served();
  resume_at(t);
}

bool Processor::wait_for_turn() {
  wait_ = Wait::turn;
  turn_.reschedule(hook_time());
  return false;
}

/// Asked for at every hook that does not hit, and between two events always the same.
Time Processor::horizon() {
  if (executive_.changes() != horizon_known_at_) {
    horizon_known_at_ = executive_.changes();
    horizon_ = min(executive_.horizon(node_.calendar(), arrival_to_core_), executive_.now() + longest_ahead);
    horizon_cycle_ = cycle_of(horizon_);
  }
  return horizon_;
}

void Processor::stall(std::int64_t cycles, CycleUse use) {
  account(hook().pc, use, cycles);
  cycle_ += cycles;
  hook_cycle_ += cycles;
}

void Processor::on_turn(Time) {
  wait_ = Wait::nothing;
  proceed(true);
}

/// Serves hooks and runs the process until something must wait.
void Processor::proceed(bool at_present) {
  for (;;) {
    if (context_->at_hook && !serve(at_present)) return;
    if (context_->profile && context_->at_hook) show_to_profile();
    context_->at_hook = false;
    resume_process();
    at_present = false;
  }
}

void Processor::resume_process() {
  // Attention that is due already: a process that yields is switched at its next hook, whether that would hit
  // or not.
  const bool must_stop_at_next_hook = deferred_count_ > 0 || locked_value_ || supervisor_.attention();
  std::int64_t budget = -1;
  if (!must_stop_at_next_hook) {
    const Time limit = horizon();
    node_.calendar().set_core_limit(limit);
    budget = horizon_cycle_ - 1 - cycle_;
  }
  if (context_->profile || context_->recurrence.looks())
    budget = -1;  // every hook asks, so that it can be seen
  shrimp_hook_state& state = hook();
  const std::uint64_t pc = state.pc;
  const std::int64_t before = hook_cycle_;
  if (budget < 0) budget = -1;
  state.cycles_left = budget;
  state.hits = budget < 0 ? &no_hits_ : &context_->filter;
  run_process();
  cycle_ += budget - state.cycles_left;
  hook_cycle_ = cycle_ - cycles_after_hook(state);
  account(pc != 0 ? pc : state.pc, CycleUse::computing, hook_cycle_ - before);
  context_->at_hook = true;
  started_ = false;
  if (context_->recurrence.looks()) context_->recurrence.at_hook(context_->process);
  if (context_->has_stops()) note_entry();
  if (locked_value_) {
    pentium_.store_value(locked_value_);
    locked_value_ = nullptr;
  }
}

void Processor::run_process() {
  if (!context_->has_stops()) {
    context_->process.resume();
    return;
  }
  const EntryStops::Passage passage(hook());
  context_->process.resume();
}

void Processor::note_entry() {
  const std::optional<FunctionEntry> entry = EntryStops::take();
  if (!entry) return;
  ++hook().pc;  // as of a hook: behind the first byte of what it belongs to
  if (context_->stops) context_->stops->came(*entry, hook_time());
  if (context_->calls) context_->calls->entered(*entry, hook_time());
  context_->stands_at_entry = context_->entries && context_->entries->awaits(entry->address);
}

/// The process has come here and no further; what the kernel now does may show to the processor sooner than
/// what was pending when the process was let run ahead.
void Processor::stop_here() {
  node_.calendar().set_core_limit(node_.calendar().now());
}

/// The instant at which the process enters the kernel: the present.
Time Processor::enter_kernel() {
  const Time now = node_.calendar().now();
  context_->activity.set(now, Activity::in_kernel);
  return now;
}

/// Serves the hook that the process stopped at. False: something must happen first; we are called again.
bool Processor::serve(bool at_present) {
  if (locked_in_device_ && !started_) {
    if (!finish_locked_update()) return false;
    at_present = false;
  }
  if (deferred_count_ > 0 && !started_) {  // of the instruction that has run, not of one still being served
    if (!finish_stores()) return false;
    at_present = false;
  }
  if (context_->stands_at_entry && !show_entry(at_present)) return false;
  const Time limit = at_present ? Time::never() : horizon();
  if (hook_time() >= limit) return wait_for_turn();
  // A process that the host has stopped goes nowhere any more, to no handler either.
  if (!started_ && supervisor_.attention_here() && hook().kind != SHRIMP_REQUEST_FAULT) {
    if (!at_present) return wait_for_turn();
    stop_here();
    supervisor_.attend(enter_kernel());
    return false;
  }
  switch (hook().kind) {
    case SHRIMP_REQUEST_CHARGE:
      // A block that reaches beyond the horizon is better begun later, when the horizon has moved.
      return clock_.edge(cycle_) < limit || wait_for_turn();
    case SHRIMP_REQUEST_ACCESS:
      return serve_access(at_present);
    case SHRIMP_REQUEST_RDTSC:
      return serve_clock();
    case SHRIMP_REQUEST_TRAP:
      return serve_trap(at_present);
    default:
      break;
  }
  SHRIMP_INVARIANT(hook().kind == SHRIMP_REQUEST_FAULT, "a process gave up the processor for no reason: {}",
                   hook().kind);
  if (!at_present) return wait_for_turn();
  supervisor_.fault(enter_kernel(), static_cast<int>(hook().arguments[0]), hook().address, nullptr);
  return false;
}

/// Who waits for the entry sees it when the calendar has come there. False: it has not yet.
bool Processor::show_entry(bool at_present) {
  if (!at_present) return wait_for_turn();
  context_->stands_at_entry = false;
  context_->entries->entered(node_.calendar().now());
  return true;
}

bool Processor::serve_clock() {
  hook().result = static_cast<std::uint64_t>(hook_cycle_);
  stall(costs_.clock_read.n, CycleUse::computing);
  return true;
}

bool Processor::serve_trap(bool at_present) {
  shrimp_hook_state& state = hook();
  switch (state.arguments[0]) {
    case SHRIMP_TRAP_CLOCK:
      state.result = static_cast<std::uint64_t>(hook_time().ps / 1000);
      stall(costs_.clock_read.n, CycleUse::computing);
      return true;
    default:
      break;
  }
  if (!at_present) return wait_for_turn();
  stop_here();
  supervisor_.trap(enter_kernel());
  return false;
}

void Processor::start_access() {
  started_ = true;
  const std::uint64_t kind = hook().descriptor & SHRIMP_ACCESS_KIND_MASK;
  part_ = kind == SHRIMP_ACCESS_STORE ? Part::store : Part::load;
  at_ = hook().address;
  left_ = access_bytes(hook().descriptor);
  translated_ = false;
}

/// A piece is over; if it was a load, the program sees what it has loaded.
void Processor::next_piece() {
  if (watcher_ && part_ == Part::load) watcher_->loaded(piece_.address, piece_.bytes, hook_time());
  at_ += piece_.bytes;
  left_ -= piece_.bytes;
  translated_ = false;
  if (left_ > 0) {
    if (at_ % HitFilter::line_bytes == 0) stall(costs_.split_access.n, CycleUse::computing);
    return;
  }
  const bool updates = (hook().descriptor & SHRIMP_ACCESS_KIND_MASK) == SHRIMP_ACCESS_UPDATE;
  if (part_ == Part::load && updates && piece_.kind != AccessKind::locked_update) {
    part_ = Part::store;
    at_ = hook().address;
    left_ = access_bytes(hook().descriptor);
    return;
  }
  part_ = Part::done;
}

bool Processor::serve_access(bool at_present) {
  if (!started_) start_access();
  while (part_ != Part::done) {
    const std::int64_t before = hook_cycle_;
    if (!serve_piece(at_present)) return false;
    at_present = at_present && hook_cycle_ == before;
  }
  store_cycle_ = hook_cycle_;  // of the last part, when the deferred ones begin
  if (context_->space.holds_pages()) context_->space.release_held();
  return true;
}

bool Processor::uses(std::uint32_t frame) const {
  if (!context_) return false;
  if (started_ && translated_ && memory_page_of(piece_.address) == frame) return true;
  for (int i = deferred_next_; i < deferred_count_; ++i)
    if (memory_page_of(deferred_[i].address) == frame) return true;
  return false;
}

/// Looks up the page of the current piece. False: the process faulted or the calendar must come first.
bool Processor::translate_piece(bool at_present) {
  const std::uint64_t descriptor = hook().descriptor;
  const bool write = part_ == Part::store || (descriptor & SHRIMP_ACCESS_KIND_MASK) == SHRIMP_ACCESS_UPDATE;
  const AddressSpace::Result r = context_->space.translate(at_, write);
  if (r.fault == TranslationFault::paged_out) return lack_page(at_present);
  if (r.fault != TranslationFault::none) {
    if (!at_present) return wait_for_turn();
    const char* why = r.fault == TranslationFault::read_only   ? "is read-only"
                      : r.fault == TranslationFault::no_memory ? "finds no free memory on this node"
                                                               : "is not mapped";
    supervisor_.fault(enter_kernel(), SIGSEGV, at_, why);
    return false;
  }
  const bool device = region_of(r.entry->frame * page_bytes) != Region::memory;
  if (device && (access_bytes(descriptor) != word_bytes || at_ % word_bytes != 0)) {
    if (!at_present) return wait_for_turn();
    supervisor_.fault(enter_kernel(), SIGBUS, at_, "is a proxy and takes aligned words of 4 bytes only");
    return false;
  }
  translated_ = true;
  const std::uint32_t bytes = piece_bytes(at_, left_);
  // A locked update that is split over two lines is made of a load and stores.
  const bool locked = (descriptor & SHRIMP_ACCESS_LOCKED) && write && bytes == access_bytes(descriptor);
  piece_.kind = locked                 ? AccessKind::locked_update
                : part_ == Part::store ? AccessKind::store
                                       : AccessKind::load;
  piece_.policy = r.entry->policy;
  piece_.floating_point = (descriptor & SHRIMP_ACCESS_FLOATING) != 0;
  piece_.bytes = static_cast<std::uint8_t>(bytes);
  piece_.address = r.entry->frame * page_bytes + static_cast<std::uint32_t>(at_ % page_bytes);
  piece_.virtual_address = at_;
  piece_.called = device && context_->calls ? context_->calls->called(hook().pc) : Time::never();
  piece_.device_data = device && part_ == Part::load ? reinterpret_cast<std::uint8_t*>(at_) : nullptr;
  if (!context_->space.in_stack(at_)) {
    context_->stored |= write;
    const bool looks = !write && r.entry->writable;
    const bool is_own = !device && !context_->space.is_pinned(r.entry->frame);
    context_->looked |= looks && !is_own;
    context_->looked_at_own |= looks && is_own;
  }
  if (!pentium_.holds_translation(at_ / page_bytes)) r.entry->accessed = true;
  const std::int64_t page_walk = pentium_.translate(at_ / page_bytes);
  if (r.first_touch) {
    // So far it has come, or less: past the horizon it has not looked at anything yet. The page-out daemon
    // may wake.
    node_.calendar().set_core_limit(min(hook_time(), horizon()));
    supervisor_.page_touched(hook_time());
    stall(cycle_of(hook_time() + costs_.page_fault) - hook_cycle_, CycleUse::kernel);
    context_->stored = true;  // a page fault is a trap: a stack that grows is no standstill
  }
  stall(page_walk, CycleUse::cache);
  return true;
}

bool Processor::lack_page(bool at_present) {
  if (at_present) {
    supervisor_.page_missing(enter_kernel());
    return false;
  }
  context_->space.forget_missing();  // asked again at the present
  return wait_for_turn();
}

/// Serves one piece. False: faulted, or waiting; called again at the present.
bool Processor::serve_piece(bool at_present) {
  if (!translated_) {
    const std::int64_t before = hook_cycle_;
    if (!translate_piece(at_present)) return false;
    at_present = at_present && hook_cycle_ == before;
  }
  // An instruction with a deferred part goes no further ahead: it runs, and its stores begin, at the present.
  if (!at_present && (deferred_count_ > 0 || hook_time() >= horizon())) return wait_for_turn();
  std::int64_t cycles = 0;
  if (pentium_.try_access(piece_, cycles)) {
    stall(cycles, CycleUse::cache);
    next_piece();
    return true;
  }
  if (!at_present) return wait_for_turn();
  if (part_ == Part::store && piece_.kind == AccessKind::store) {
    SHRIMP_INVARIANT(deferred_count_ < max_deferred, "a store of more than {} pieces", max_deferred);
    deferred_[deferred_count_++] = piece_;
    store_cycle_ = hook_cycle_;
    store_pc_ = hook().pc;
    next_piece();
    return true;
  }
  if (piece_.kind == AccessKind::load && piece_.policy != CachePolicy::uncached) ++context_->lines_read;
  if (!begin(piece_)) return false;
  access_over();
  return true;
}

/// The access that was begun is over; a locked update has read, and its instruction comes next.
void Processor::access_over() {
  if (piece_.kind == AccessKind::locked_update) {
    locked_value_ = reinterpret_cast<const std::uint8_t*>(piece_.virtual_address);
    locked_in_device_ = piece_.device_data != nullptr;
    store_cycle_ = hook_cycle_;
    store_pc_ = hook().pc;
  }
  next_piece();
}

/// Who a wait for hardware is to be charged to: a read of a line waits for the write buffers first.
void Processor::account_access(std::uint64_t pc, const Access& access, std::int64_t from, std::int64_t to) {
  if (!context_->profile) return;
  if (region_of(access.address) != Region::memory) return account(pc, CycleUse::device, to - from);
  const bool fills_line = access.kind == AccessKind::load && access.policy != CachePolicy::uncached;
  const std::int64_t waited_until =
      fills_line ? std::clamp(cycle_of(pentium_.write_buffers_passed()), from, to) : to;
  account(pc, CycleUse::bus, waited_until - from);
  account(pc, CycleUse::cache, to - waited_until);
}

/// The process does now what it stopped at.
void Processor::show_to_profile() {
  const shrimp_hook_state& state = hook();
  if (state.kind == SHRIMP_REQUEST_TRAP) return context_->profile->acts();
  if (state.kind != SHRIMP_REQUEST_ACCESS) return;
  const AddressSpace& space = context_->space;
  const bool in_stack = space.in_stack(state.address);
  if ((state.descriptor & SHRIMP_ACCESS_KIND_MASK) != SHRIMP_ACCESS_LOAD) {
    if (!in_stack) context_->profile->acts();
    return;
  }
  const LoadFrom from = in_stack                           ? LoadFrom::stack
                        : space.is_proxy(state.address)    ? LoadFrom::proxy
                        : space.is_writable(state.address) ? LoadFrom::memory
                                                           : LoadFrom::constants;
  context_->profile->loads({state.pc, state.address, from,
                            digest(state.address, access_bytes(state.descriptor)), state.instructions});
}

/// Starts an access in the hardware. True: it is over already.
bool Processor::begin(const Access& access) {
  in_begin_ = true;
  begun_done_ = false;
  wait_ = Wait::hardware;
  pentium_.begin_access(access, node_.calendar().now());
  in_begin_ = false;
  return begun_done_;
}

void Processor::access_done(Time t) {
  const bool store = deferred_count_ > 0 || (locked_in_device_ && !locked_value_);
  const std::int64_t since = store ? store_cycle_ : hook_cycle_;
  const std::int64_t done = cycle_of(t);
  if (done > since) {
    const Access& access = deferred_count_ > 0 ? deferred_[deferred_next_] : piece_;
    account_access(store ? store_pc_ : hook().pc, access, since, done);
    hook_cycle_ += done - since;
    cycle_ += done - since;
  }
  if (store && done > since) store_cycle_ = done;
  begun_done_ = true;
  wait_ = Wait::nothing;
  if (in_begin_) return;
  if (deferred_count_ > 0) {
    store_has_buffer();
  } else if (store) {
    locked_in_device_ = false;
  } else {
    access_over();
  }
  proceed(false);
}

void Processor::store_has_buffer() {
  pentium_.store_value(reinterpret_cast<const std::uint8_t*>(deferred_[deferred_next_].virtual_address));
  ++deferred_next_;
}

/// Gives the stores of the instruction that has just run to the write buffers. False: waiting for a free one.
bool Processor::finish_stores() {
  while (deferred_next_ < deferred_count_) {
    if (!begin(deferred_[deferred_next_])) return false;
    store_has_buffer();
  }
  deferred_count_ = deferred_next_ = 0;
  return true;
}

/// The instruction has run, and its value waits in a write buffer. A device's locked update is over only when
/// the device has it: the Pentium lets nothing come between the two cycles, and the kernel must not either.
bool Processor::finish_locked_update() {
  in_begin_ = true;
  begun_done_ = false;
  wait_ = Wait::hardware;
  pentium_.begin_drain(node_.calendar().now());
  in_begin_ = false;
  if (begun_done_) locked_in_device_ = false;
  return begun_done_;
}

std::string Processor::waiting_for() const {
  if (!context_) return "nothing to run";
  if (wait_ == Wait::hardware) return pentium_.waiting_for();
  return "";
}

}  // namespace shrimp
