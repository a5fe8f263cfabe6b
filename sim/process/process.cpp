// SPDX-License-Identifier: MIT
#include "sim/process/process.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <stdexcept>

#include "sim/process/host_functions.h"
#include "sim/process/running.h"
#include "sim/process/stub.h"
#include "sim/process/window.h"

extern "C" void shrimp_process_begin();

namespace shrimp {
namespace {

template <class T = void>
T* pointer(std::uint64_t address) {
  return reinterpret_cast<T*>(address);
}

[[noreturn]] void fail_too_large(const Program& program) {
  throw std::runtime_error(
      fmt::format("{} is too large: its code and globals must fit below {:#x}; put large "
                  "arrays on the heap",
                  program.path(), SHRIMP_HEAP_OFFSET));
}

// What a hook and the library's stubs push before the simulated page table is asked about the access.
constexpr std::uint64_t hook_room = 0x10000;

}  // namespace

Process::Process(const Program& program, unsigned index, const std::vector<std::string>& arguments,
                 const std::vector<std::string>& environment)
    : program_(program), window_(SHRIMP_WINDOW_BASE + index * std::uint64_t{SHRIMP_WINDOW_BYTES}) {
  contain_host_signals();
  reserve_window(window_);
  try {
    map_segments();
    map_stubs();
    map_memory(window_ + SHRIMP_HEAP_OFFSET, SHRIMP_HEAP_END - SHRIMP_HEAP_OFFSET);
    // Below its end lies what a hook needs to say that the stack has overflowed.
    map_memory(window_ + SHRIMP_STACK_TOP - SHRIMP_STACK_BYTES - hook_room, SHRIMP_STACK_BYTES + hook_room);
    // Proxies, destination space and command pages: a load from a device finds its value here, put there just
    // before.
    map_memory(window_ + SHRIMP_MEMORY_PROXY_OFFSET, SHRIMP_WINDOW_BYTES - SHRIMP_MEMORY_PROXY_OFFSET);
    relocate();
    fill_in_image();
    make_stack(arguments, environment);
    for (const Program::Segment& s : program_.segments())
      if (!s.writable)
        protect_memory(page_floor(image_address() + s.address),
                       page_ceiling(s.address + s.memory_bytes) - page_floor(s.address), false, s.executable);
  } catch (...) {
    unmap_window(window_);
    throw;
  }
}

Process::~Process() {
  unmap_window(window_);
}

void Process::map_segments() {
  const std::uint64_t base = image_address();
  if (program_.image_bytes() > SHRIMP_HEAP_OFFSET) fail_too_large(program_);
  map_memory(base, page_ceiling(program_.image_bytes()));
  for (const Program::Segment& s : program_.segments()) {
    const std::uint64_t first = page_floor(s.address), file_end = s.address + s.file_bytes;
    map_file_over(program_.file(), page_floor(s.file_offset), base + first, page_ceiling(file_end) - first);
    if (s.memory_bytes > s.file_bytes)  // the rest of the last file page belongs to .bss
      std::memset(pointer(base + file_end), 0, page_ceiling(file_end) - file_end);
    mappings_.push_back(
        {base + first, page_ceiling(s.address + s.memory_bytes) - first, s.writable, s.executable});
  }
}

void Process::map_stubs() {
  stubs_ = page_ceiling(image_address() + program_.image_bytes());
  const std::uint64_t stub_bytes = page_ceiling(program_.imports().size() * CallStub::bytes + 1);
  map_memory(stubs_, stub_bytes);
  mappings_.push_back({stubs_, stub_bytes, false, true});
  thread_local_block_ = stubs_ + stub_bytes;
  const std::uint64_t block_bytes = page_ceiling(program_.tls_bytes() + 1);
  map_memory(thread_local_block_, block_bytes);
  mappings_.push_back({thread_local_block_, block_bytes, true, false});
  if (thread_local_block_ + block_bytes > window_ + SHRIMP_HEAP_OFFSET) fail_too_large(program_);
  std::memcpy(pointer(thread_local_block_), pointer(image_address() + program_.tls_address()),
              program_.tls_file_bytes());
}

void Process::relocate() {
  const std::uint64_t base = image_address();
  for (const Program::Relocation& r : program_.relocations()) {
    std::uint64_t value = r.value;
    switch (r.kind) {
      case Program::Relocation::relative:
      case Program::Relocation::defined_symbol:
        value += base;
        break;
      case Program::Relocation::import:
        value = stubs_ + r.value * CallStub::bytes;
        break;
      case Program::Relocation::zero:
        value = 0;
        break;
      case Program::Relocation::tls_module:
      case Program::Relocation::tls_offset:
        break;
    }
    std::memcpy(pointer(base + r.place), &value, sizeof value);
  }
}

void Process::fill_in_image() {
  const std::uint64_t base = image_address();
  image_ = pointer<shrimp_image>(base + program_.image_symbol());
  if (image_->abi_version != SHRIMP_ABI_VERSION)
    throw std::runtime_error(
        fmt::format("{} was built by another version of shrimp-cc (its contract is number {}, "
                    "this simulator's {}); build it again",
                    program_.path(), image_->abi_version, SHRIMP_ABI_VERSION));
  hook_ = image_->hook;
  const Program::FunctionArray constructors = program_.constructors(), destructors = program_.destructors();
  image_->constructors = pointer<void (*)(int, char**, char**)>(base + constructors.address);
  image_->constructor_count = constructors.count;
  image_->destructors = pointer<void (*)()>(base + destructors.address);
  image_->destructor_count = destructors.count;
  image_->eh_frame_header = pointer(base + program_.eh_frame_header());
  image_->image_begin = base;
  image_->image_end = base + program_.image_bytes();
  image_->thread_local_block = pointer(thread_local_block_);
  fill_in_host_functions(*image_);
  for (std::size_t i = 0; i < program_.imports().size(); ++i)
    CallStub::write(pointer<std::uint8_t>(stubs_ + i * CallStub::bytes), program_.imports()[i], *hook_);
  protect_memory(stubs_, thread_local_block_ - stubs_, false, true);
}

void Process::make_stack(const std::vector<std::string>& arguments,
                         const std::vector<std::string>& environment) {
  std::uint64_t top = window_ + SHRIMP_STACK_TOP;
  const auto push_strings = [&](const std::vector<std::string>& strings) {
    std::vector<std::uint64_t> addresses;
    for (const std::string& s : strings) {
      top -= s.size() + 1;
      std::memcpy(pointer(top), s.c_str(), s.size() + 1);
      addresses.push_back(top);
    }
    addresses.push_back(0);
    return addresses;
  };
  const auto push_words = [&](const std::vector<std::uint64_t>& words) {
    top -= words.size() * sizeof(std::uint64_t);
    std::memcpy(pointer(top), words.data(), words.size() * sizeof(std::uint64_t));
    return top;
  };
  const auto argument_addresses = push_strings(arguments), environment_addresses = push_strings(environment);
  top &= ~std::uint64_t{15};
  const std::uint64_t envp = push_words(environment_addresses), argv = push_words(argument_addresses);
  top &= ~std::uint64_t{15};
  push_words({reinterpret_cast<std::uint64_t>(&shrimp_process_begin), arguments.size(), argv, envp,
              reinterpret_cast<std::uint64_t>(image_->start)});
  hook_->process_stack = pointer(top);
  if (top < window_ + SHRIMP_STACK_TOP - SHRIMP_STACK_BYTES / 2)
    throw std::runtime_error("the arguments and the environment do not fit on a process's stack");
}

Request Process::resume() {
  run_until_request(*image_);
  faulted_ = hook_->kind == SHRIMP_REQUEST_FAULT;
  return static_cast<Request>(hook_->kind);
}

void Process::interrupt(std::uint64_t handler, std::uint64_t argument) {
  Asked& asked = interrupted_;
  asked = {hook_->address, hook_->descriptor, hook_->kind, hook_->pc, {}, {}};
  std::copy(std::begin(hook_->scratch), std::end(hook_->scratch), asked.scratch);
  std::copy(std::begin(hook_->arguments), std::end(hook_->arguments), asked.arguments);
  call_handler(handler, argument);
}

void Process::call_handler(std::uint64_t handler, std::uint64_t argument) {
  hook_->handler = handler;
  hook_->handler_argument = argument;
}

void Process::call_signal_entry(std::uint64_t entry, std::uint32_t signal) {
  call_handler(entry, SHRIMP_HANDLER_OF_SIGNAL | signal);
}

void Process::restore_request() {
  const Asked& asked = interrupted_;
  hook_->address = asked.address;
  hook_->descriptor = asked.descriptor;
  hook_->kind = asked.kind;
  hook_->pc = asked.pc;
  std::copy(std::begin(asked.scratch), std::end(asked.scratch), hook_->scratch);
  std::copy(std::begin(asked.arguments), std::end(asked.arguments), hook_->arguments);
}

}  // namespace shrimp
