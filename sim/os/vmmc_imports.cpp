// SPDX-License-Identifier: MIT
// Imported buffers: the importer's side.
//
// What the exporter's daemon answers becomes entries of the outgoing page table, and a place in the process's
// destination space. A buffer that is withdrawn, or has lost data, keeps its place, but its entries are
// disabled: a transfer to it ends in a device error, and the kernel, when asked, says why.
#include <fmt/format.h>

#include <limits>
#include <optional>

#include "sim/os/vmmc_service.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

std::string buffer_text(const BufferName& name) {
  return fmt::format("the export of receive buffer {} by node {}, pid {}", name.id, name.node, name.pid);
}

/// Where an import's result goes and cannot be written, if so.
std::optional<std::uint64_t> unwritable_result(SimulatedProcess& p, std::uint64_t proxy_pointer,
                                               std::uint64_t words_pointer) {
  if (!p.space.touch(proxy_pointer, sizeof(std::uint64_t), true)) return proxy_pointer;
  if (!p.space.touch(words_pointer, sizeof(std::int32_t), true)) return words_pointer;
  return std::nullopt;
}

void write_result(const DaemonCall& call) {
  write_user<std::uint64_t>(call.arguments[3], call.proxy);
  write_user<std::int32_t>(call.arguments[4], static_cast<std::int32_t>(call.bytes / word_bytes));
}

template <class T>
bool fits(std::uint64_t argument) {
  const auto value = static_cast<std::int64_t>(argument);
  return value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
}

}  // namespace

Answer VmmcService::import_buffer(SystemCall& c, std::uint64_t number) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  const bool blocking = number == VMMC_TRAP_IMPORT;
  if (const auto bad = unwritable_result(p, a[3], a[4]))
    return c.ends_in_fault(*bad, "is where an import's result belongs and is not writable memory");
  if (DaemonCall* call = blocking ? calls_.find(number, c) : nullptr) {
    p.waits_for = buffer_text(call->buffer);
    if (call->due <= c.now && call->result == VMMC_OK) write_result(*call);
    return resume(c, *call);
  }
  const auto node = node_of_id(a[0], machine_.coordinates.size());
  if (!node) return c.done(VMMC_ERROR_NO_NODE);
  if (!fits<std::int32_t>(a[1])) return c.done(VMMC_ERROR_NO_PROCESS);
  if (!fits<std::uint32_t>(a[2])) return c.done(VMMC_ERROR_ARGUMENT);
  DaemonCall& call = calls_.begin(number, c, blocking);
  call.buffer = {*node, static_cast<std::int32_t>(a[1]), static_cast<std::uint32_t>(a[2])};
  daemon_.ask(*node, ImportRequest{call.request, p.pid, call.buffer.pid, call.buffer.id}, c.now);
  if (!blocking) {
    p.space.pin(a[3], sizeof(std::uint64_t), call.result_pages);
    p.space.pin(a[4], sizeof(std::int32_t), call.result_pages);
    write_user<std::int32_t>(a[4], 0);
    return c.done(VMMC_OK);
  }
  p.waits_for = buffer_text(call.buffer);
  return await(c, call);
}

/// The answer of the exporter's daemon has come.
void VmmcService::imported(NodeNumber exporter, const ImportAnswer& a, Time now) {
  DaemonCall* call = calls_.find(a.request);
  std::int64_t status = a.status;
  if (call && status == VMMC_OK) {
    ImportedBuffer buffer;
    buffer.name = call->buffer;
    buffer.serial = a.serial;
    buffer.bytes = a.bytes;
    buffer.destination = machine_.coordinates[exporter];
    buffer.frames = a.frames;
    const ImportedBuffer* placed = call->process->imports.add(std::move(buffer), a.offset);
    call->bytes = a.bytes;
    call->proxy = placed ? placed->proxy_address : 0;
    if (!placed) status = VMMC_ERROR_NO_MEMORY;
  }
  // Nobody is left to use it, or it cannot be mapped.
  if (a.status == VMMC_OK && (!call || status != VMMC_OK))
    daemon_.tell(exporter, ImportEnded{a.importer, a.serial}, now);
  if (!call) return;
  answer(*call, status, now);
  if (status != VMMC_OK) return;
  ++imported_;
  import_time_ += call->due - call->begun - a.waited;
  import_wait_ += a.waited;
}

/// The variables of an import that its process did not wait for, address first.
void VmmcService::finish_import_start(const DaemonCall& call, Time now) {
  if (call.result == VMMC_OK)
    write_result(call);
  else
    write_user<std::int32_t>(call.arguments[4], static_cast<std::int32_t>(call.result));
  arrivals_.came(*call.process, now);
  calls_.end(call);
}

Answer VmmcService::find_import(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  if (const auto bad = unwritable_result(c.process, a[1], a[2]))
    return c.ends_in_fault(*bad, "is where an imported buffer is to be told and is not writable memory");
  const ImportedBuffer* b = c.process.imports.at(a[0], 1);
  if (!b) return c.done(VMMC_ERROR_NOT_IMPORTED);
  write_user<std::uint64_t>(a[1], b->proxy_address);
  write_user<std::int32_t>(a[2], static_cast<std::int32_t>(b->bytes / word_bytes));
  return c.done(status_of(b->state));
}

Answer VmmcService::unimport(SystemCall& c) {
  SimulatedProcess& p = c.process;
  p.waits_for = "its daemon to end an import";
  if (DaemonCall* call = calls_.find(VMMC_TRAP_UNIMPORT, c)) return resume(c, *call);
  const ImportedBuffer* buffer = p.imports.at(c.arguments[0], 1);
  if (!buffer || buffer->proxy_address != c.arguments[0]) return c.done(VMMC_ERROR_NOT_IMPORTED);
  const DaemonCall& call = calls_.begin(VMMC_TRAP_UNIMPORT, c, true);
  daemon_.ask(node_.number(), LocalRequest{call.request}, c.now);
  daemon_.tell(buffer->name.node, ImportEnded{p.pid, buffer->serial}, c.now);
  remove_import(p, *buffer);
  return await(c, call);
}

/// The buffer takes no more data, but keeps its place.
void VmmcService::close_import(SimulatedProcess& p, ImportedBuffer& buffer, BufferState state, Time now) {
  ++(state == BufferState::withdrawn ? imports_withdrawn_ : imports_lost_);
  end_bindings(p, buffer);
  end_pairings(p, buffer);
  p.imports.close(buffer, state);
  arrivals_.came(p, now);
}

void VmmcService::remove_import(SimulatedProcess& p, const ImportedBuffer& buffer) {
  end_bindings(p, buffer);
  end_pairings(p, buffer);
  p.imports.remove(buffer, p.space);
}

/// The exporter's daemon waits for no answer but the fence. Nothing is sent to the buffer after it: its
/// entries are disabled before.
void VmmcService::withdrawn(NodeNumber exporter, const BufferWithdrawn& m, Time now) {
  for (const auto& p : processes_.processes())
    for (ImportedBuffer& b : p->imports.all())
      if (b.name.node == exporter && b.serial == m.serial && b.state != BufferState::withdrawn)
        close_import(*p, b, BufferState::withdrawn, now);
  fence_sender_.send(machine_.coordinates[exporter], m.fence_address, m.fence_number, now);
}

}  // namespace shrimp
