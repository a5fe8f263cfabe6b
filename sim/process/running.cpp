// SPDX-License-Identifier: MIT
#include "sim/process/running.h"

#include <ucontext.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

#include "sim/process/entry_stop.h"
#include "sim/process/runtime/host.h"

#if defined(__SANITIZE_ADDRESS__)
#define SHRIMP_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SHRIMP_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef SHRIMP_ADDRESS_SANITIZER
#include <sanitizer/common_interface_defs.h>
#endif

extern "C" {
void shrimp_process_enter(shrimp_hook_state* hook);
void shrimp_process_faulted();
}

namespace shrimp {
namespace {

shrimp_image* running = nullptr;  // null while the simulator's own code runs

constexpr int contained[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP};
struct sigaction previous[NSIG];

/// Leaves what happened in the hook state, and continues in the simulator as if the process had asked for it.
void on_signal(int number, siginfo_t* information, void* context_pointer) {
  auto& registers = static_cast<ucontext_t*>(context_pointer)->uc_mcontext.gregs;
  if (running == nullptr) {  // ours: the instruction is tried again under the former action
    sigaction(number, &previous[number], nullptr);
    return;
  }
  shrimp_hook_state& hook = *running->hook;
  if (number == SIGTRAP) {
    auto pc = static_cast<std::uint64_t>(registers[REG_RIP]);
    auto stack_pointer = static_cast<std::uint64_t>(registers[REG_RSP]);
    if (EntryStops::strike(hook, pc, stack_pointer)) {
      registers[REG_RIP] = static_cast<greg_t>(pc);
      registers[REG_RSP] = static_cast<greg_t>(stack_pointer);
      return;
    }
  }
  running = nullptr;
  const bool has_address = number == SIGSEGV || number == SIGBUS;
  hook.kind = SHRIMP_REQUEST_FAULT;
  hook.arguments[0] = static_cast<std::uint64_t>(number);
  hook.address = has_address ? reinterpret_cast<std::uint64_t>(information->si_addr) : 0;
  hook.pc = static_cast<std::uint64_t>(registers[REG_RIP]);
  hook.process_stack = reinterpret_cast<void*>(registers[REG_RSP]);
  registers[REG_RIP] = reinterpret_cast<greg_t>(&shrimp_process_faulted);
  registers[REG_RDI] = reinterpret_cast<greg_t>(&hook);
  registers[REG_EFL] &= ~greg_t{0x40500};  // alignment check, direction, trap
}

#ifdef SHRIMP_ADDRESS_SANITIZER
void enter(shrimp_image& image) {
  const char* stack =
      reinterpret_cast<const char*>(image.image_begin - SHRIMP_IMAGE_OFFSET + SHRIMP_STACK_TOP);
  const void* own_stack = nullptr;
  std::size_t own_bytes = 0;
  void *fake = nullptr, *none = nullptr;
  __sanitizer_start_switch_fiber(&fake, stack - SHRIMP_STACK_BYTES, SHRIMP_STACK_BYTES);
  __sanitizer_finish_switch_fiber(nullptr, &own_stack, &own_bytes);
  shrimp_process_enter(image.hook);
  __sanitizer_start_switch_fiber(&none, own_stack, own_bytes);
  __sanitizer_finish_switch_fiber(fake, nullptr, nullptr);
}
#else
void enter(shrimp_image& image) {
  shrimp_process_enter(image.hook);
}
#endif

}  // namespace

void contain_host_signals() {
  static char signal_stack[64 * 1024];
  stack_t stack{};
  stack.ss_sp = signal_stack;
  stack.ss_size = sizeof signal_stack;
  sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_sigaction = on_signal;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (const int number : contained) {
    struct sigaction before {};
    sigaction(number, &action, &before);
    if (before.sa_sigaction != on_signal) previous[number] = before;
  }
}

void run_until_request(shrimp_image& image) {
  running = &image;
  enter(image);
  running = nullptr;
}

}  // namespace shrimp

extern "C" void shrimp_copy_errno() {
  if (errno == 0) return;
  if (shrimp::running != nullptr) *shrimp::running->host->errno_location = errno;
  errno = 0;
}
