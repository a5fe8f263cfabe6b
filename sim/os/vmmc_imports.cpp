// SPDX-License-Identifier: MIT
// Imported buffers: the importer's side.
#include <fmt/format.h>

#include "sim/os/vmmc_service.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

std::string buffer_text(const BufferName& name) {
  return fmt::format("the export of receive buffer {} by node {}, pid {}", name.id, name.node, name.pid);
}

/// Where an import's result goes.
bool can_write_result(SimulatedProcess& p, std::uint64_t proxy_pointer, std::uint64_t words_pointer) {
  return p.space.touch(proxy_pointer, sizeof(std::uint64_t), true) &&
         p.space.touch(words_pointer, sizeof(std::int32_t), true);
}

void write_result(const DaemonCall& call) {
  write_user<std::uint64_t>(call.arguments[3], call.proxy);
  write_user<std::int32_t>(call.arguments[4], static_cast<std::int32_t>(call.bytes / word_bytes));
}

}  // namespace

Answer VmmcService::import_buffer(SystemCall& c, std::uint64_t number) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  const bool blocking = number == VMMC_TRAP_IMPORT;
  if (!can_write_result(p, a[3], a[4]))
    return c.ends_in_fault(a[3], "is where an import's result belongs and is not writable memory");
  if (DaemonCall* call = blocking ? calls_.find(number, c) : nullptr) {
    p.waits_for = buffer_text(call->buffer);
    if (call->due > c.now) return await(c, *call);
    const std::int64_t result = call->result;
    if (result == VMMC_OK) write_result(*call);
    calls_.end(*call);
    return c.done(result);
  }
  const auto node = node_of_id(a[0], machine_.coordinates.size());
  if (!node) return c.done(VMMC_ERROR_NO_NODE);
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
    call->proxy = map_import(*call->process, call->buffer, a);
    call->bytes = a.bytes;
    if (!call->proxy) status = VMMC_ERROR_NO_MEMORY;
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
void VmmcService::finish_import_start(const DaemonCall& call) {
  if (call.result == VMMC_OK)
    write_result(call);
  else
    write_user<std::int32_t>(call.arguments[4], static_cast<std::int32_t>(call.result));
  calls_.end(call);
}

/// Maps a buffer into the importer's destination space: an entry of the outgoing page table and a page-table
/// entry a page. 0: no destination space or no entries left.
std::uint64_t VmmcService::map_import(SimulatedProcess& p, const BufferName& name, const ImportAnswer& a) {
  const auto pages = static_cast<std::uint32_t>(a.frames.size());
  if (pages > node_.nic().device_proxy_pages() - next_device_proxy_) return 0;
  const std::uint64_t base = p.space.reserve_destination(pages);
  if (!base) return 0;
  for (std::uint32_t i = 0; i < pages; ++i) {
    OutgoingMapping mapping;
    mapping.enabled = true;
    mapping.destination = machine_.coordinates[name.node];
    mapping.destination_page = a.frames[i];
    node_.nic().set_deliberate_update(next_device_proxy_, mapping);
    p.space.map_device_proxy(base + std::uint64_t{i} * page_bytes, next_device_proxy_);
    ++next_device_proxy_;
  }
  const std::uint64_t proxy = base + a.offset;
  p.imports.push_back({name, a.serial, proxy, a.bytes, a.frames});
  return proxy;
}

Answer VmmcService::find_import(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const ImportedBuffer* b = c.process.imported_at(a[0], word_bytes);
  if (!b) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (!can_write_result(c.process, a[1], a[2])) return c.done(VMMC_ERROR_ARGUMENT);
  write_user<std::uint64_t>(a[1], b->proxy_address);
  write_user<std::int32_t>(a[2], static_cast<std::int32_t>(b->bytes / word_bytes));
  return c.done(VMMC_OK);
}

}  // namespace shrimp
