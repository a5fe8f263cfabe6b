// SPDX-License-Identifier: MIT
// Receive buffers: the exporter's side.
#include <algorithm>

#include "sim/os/vmmc_service.h"
#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

Answer VmmcService::export_buffer(SystemCall& c) {
  if (DaemonCall* call = calls_.find(VMMC_TRAP_EXPORT, c)) {
    if (call->due > c.now) return await(c, *call);
    const std::int64_t result = call->result;
    ++exported_;
    export_time_ += c.now - call->begun;
    calls_.end(*call);
    return c.done(result);
  }
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t bytes = a[1];
  const auto id = static_cast<std::uint32_t>(a[2]);
  if (address % word_bytes != 0 || bytes % word_bytes != 0) return c.done(VMMC_ERROR_ALIGNMENT);
  if (bytes == 0 || bytes >= SHRIMP_DESTINATION_OFFSET) return c.done(VMMC_ERROR_RANGE);
  if (a[3] != 0) return c.done(VMMC_ERROR_UNSUPPORTED);
  if (exports_.find(p.pid, id)) return c.done(VMMC_ERROR_DUPLICATE_ID);
  if (exports_.overlaps(p.pid, address, bytes)) return c.done(VMMC_ERROR_OVERLAP);
  if (!p.space.touch(address, bytes, true))
    return c.ends_in_fault(address, "is exported but is not the process's memory");
  ExportedBuffer buffer;
  buffer.name = {node_.number(), p.pid, id};
  buffer.address = address;
  buffer.bytes = static_cast<std::uint32_t>(bytes);
  const std::uint64_t first = address / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(address, bytes); ++i) {
    const std::uint32_t frame = p.space.translate((first + i) * page_bytes, true).entry->frame;
    buffer.frames.push_back(frame);
    frames_.pin(frame);
    node_.nic().set_incoming(frame, {true, false});
  }
  const std::uint32_t serial = exports_.add(std::move(buffer)).serial;
  const DaemonCall& call = calls_.begin(VMMC_TRAP_EXPORT, c, true);
  daemon_.ask(node_.number(), ExportRequest{call.request, serial}, c.now);
  p.waits_for = "its daemon to register an export";
  return await(c, call);
}

Answer VmmcService::list_importers(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const ExportedBuffer* buffer = exports_.find(c.process.pid, static_cast<std::uint32_t>(a[0]));
  if (!buffer) return c.done(VMMC_ERROR_NOT_EXPORTED);
  const std::size_t listed = std::min<std::size_t>(buffer->importers.size(), a[3]);
  if (listed &&
      (!c.process.space.touch(a[1], listed * 4, true) || !c.process.space.touch(a[2], listed * 4, true)))
    return c.done(VMMC_ERROR_ARGUMENT);
  for (std::size_t i = 0; i < listed; ++i) {
    const ProcessName& importer = buffer->importers[i].process;
    write_user<std::uint32_t>(a[1] + i * 4, node_id(importer.node));
    write_user<std::int32_t>(a[2] + i * 4, importer.pid);
  }
  return c.done(static_cast<std::int64_t>(buffer->importers.size()));
}

}  // namespace shrimp
