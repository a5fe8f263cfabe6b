// SPDX-License-Identifier: MIT
// Receive buffers: the exporter's side.
//
// A buffer that is withdrawn takes no packets from that moment on. Its frames go into quarantine until the
// importers' kernels have sent their fences; what arrives before misses in the incoming page table and is
// dropped.
#include <algorithm>
#include <limits>

#include "sim/os/vmmc_service.h"
#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

constexpr std::uint64_t greatest_id = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint64_t most_entries = 1 << 16;  // of a list of permissions

/// What may be entered as a handler: code of the process.
bool is_code(const SimulatedProcess& p, std::uint64_t address) {
  const auto& mappings = p.process.mappings();
  return std::any_of(mappings.begin(), mappings.end(), [&](const Mapping& m) {
    return m.executable && address >= m.address && address - m.address < m.bytes;
  });
}

struct PermissionArgument {
  bool readable = true;
  std::uint64_t bad_address = 0;
  bool sensible = true;
  ImportPermission permission;
};

/// The list of who may import, as the process gave it; a null pointer admits everybody.
PermissionArgument read_permission(SimulatedProcess& p, std::uint64_t address, std::size_t nodes) {
  PermissionArgument result;
  if (address == 0) return result;
  if (!p.space.touch(address, sizeof(vmmc_permission_list), false)) return {false, address, true, {}};
  const auto list = read_user<vmmc_permission_list>(address);
  if (list.count > most_entries) return {true, 0, false, {}};
  const auto entries = reinterpret_cast<std::uint64_t>(list.entries);
  if (!p.space.touch(entries, list.count * sizeof(vmmc_permission_entry), false) && list.count > 0)
    return {false, entries, true, {}};
  std::vector<ProcessName> admitted;
  for (std::uint64_t i = 0; i < list.count; ++i) {
    const auto entry = read_user<vmmc_permission_entry>(entries + i * sizeof(vmmc_permission_entry));
    const auto node = entry.node == 0 ? ImportPermission::any_node : node_of_id(entry.node, nodes);
    if (node) admitted.push_back({*node, entry.pid});  // of no node: nobody
  }
  result.permission = ImportPermission(std::move(admitted));
  return result;
}

}  // namespace

Answer VmmcService::export_buffer(SystemCall& c) {
  if (DaemonCall* call = calls_.find(VMMC_TRAP_EXPORT, c)) {
    if (call->due > c.now) return await(c, *call);
    ++exported_;
    export_time_ += c.now - call->begun;
    return resume(c, *call);
  }
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t bytes = a[1];
  const std::uint64_t handler = a[3];
  if (address % word_bytes != 0 || bytes % word_bytes != 0) return c.done(VMMC_ERROR_ALIGNMENT);
  if (bytes == 0 || bytes >= SHRIMP_DESTINATION_OFFSET) return c.done(VMMC_ERROR_RANGE);
  if (a[2] > greatest_id || (handler != 0 && !is_code(p, handler))) return c.done(VMMC_ERROR_ARGUMENT);
  const auto id = static_cast<std::uint32_t>(a[2]);
  if (exports_.find(p.pid, id)) return c.done(VMMC_ERROR_DUPLICATE_ID);
  if (!p.space.contains(address) || !p.space.touch(address, bytes, true))
    return c.ends_in_fault(address, "is exported but is not the process's memory");
  if (exports_.overlaps(p.pid, address, bytes)) return c.done(VMMC_ERROR_OVERLAP);
  PermissionArgument permission = read_permission(p, a[4], machine_.coordinates.size());
  if (!permission.readable)
    return c.ends_in_fault(permission.bad_address, "is where permissions were given and cannot be read");
  if (!permission.sensible) return c.done(VMMC_ERROR_ARGUMENT);

  ExportedBuffer buffer;
  buffer.name = {node_.number(), p.pid, id};
  buffer.address = address;
  buffer.bytes = static_cast<std::uint32_t>(bytes);
  buffer.handler = handler;
  buffer.watched = handler != 0;
  buffer.permission = std::move(permission.permission);
  const std::uint64_t first = address / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(address, bytes); ++i)
    buffer.frames.push_back(p.space.translate((first + i) * page_bytes, true).entry->frame);
  if (!may_pin(buffer.frames)) return c.done(VMMC_ERROR_TOO_MANY);
  for (const std::uint32_t frame : buffer.frames) {
    frames_.pin(frame);
    receive_frames_.open(frame, handler != 0);
  }
  const std::uint32_t serial = exports_.add(std::move(buffer)).serial;
  const DaemonCall& call = calls_.begin(VMMC_TRAP_EXPORT, c, true);
  daemon_.ask(node_.number(), ExportRequest{call.request, serial}, c.now);
  p.waits_for = "its daemon to register an export";
  return await(c, call);
}

ExportedBuffer* VmmcService::exported(const SystemCall& c) {
  const std::uint64_t id = c.arguments[0];
  return id <= greatest_id ? exports_.find(c.process.pid, static_cast<std::uint32_t>(id)) : nullptr;
}

/// On return nothing lands in the buffer's memory any more: what the board had let through has been written.
/// If another buffer keeps one of its pages open, that is so once the importers' fences are here.
Answer VmmcService::unexport(SystemCall& c) {
  c.process.waits_for = "its daemon to withdraw an export";
  if (DaemonCall* call = calls_.find(VMMC_TRAP_UNEXPORT, c)) return finish_unexport(c, *call);
  const ExportedBuffer* buffer = exported(c);
  if (!buffer) return c.done(VMMC_ERROR_NOT_EXPORTED);
  DaemonCall& call = calls_.begin(VMMC_TRAP_UNEXPORT, c, true);
  call.frames = buffer->frames;
  call.fenced_serial = exports_.shares_pages(*buffer) ? buffer->serial : 0;
  daemon_.ask(node_.number(), LocalRequest{call.request}, c.now);
  c.process.notifications.withdraw(buffer->name.id);
  withdraw(*buffer, c.now);
  return await(c, call);
}

Answer VmmcService::finish_unexport(SystemCall& c, DaemonCall& call) {
  if (call.due > c.now) return await(c, call);
  Time again = c.now;
  if (call.fenced_serial != 0 && quarantine_.holds(call.fenced_serial)) {
    c.process.waits_for = "the fences of the importers of a buffer that shares a page with another";
    again = c.now + costs_.daemon.service;
  }
  for (const std::uint32_t frame : call.frames)
    if (node_.nic().receives_into(frame)) again = max(again, c.now + costs_.engine_poll);
  if (again == c.now) return resume(c, call);
  call.due = again;
  answers_.wake_at(again);
  return await(c, call);
}

void VmmcService::withdraw(const ExportedBuffer& buffer, Time now) {
  for (const std::uint32_t frame : buffer.frames) receive_frames_.close(frame, buffer.watched);
  quarantine_.add(buffer.serial, buffer.frames, buffer.nodes, now);
  exports_.remove(buffer.serial);
}

void VmmcService::ask_for_fence(NodeNumber node, std::uint32_t serial, const FencePage::Fence& fence,
                                Time now) {
  daemon_.tell(node, BufferWithdrawn{serial, fence.address, fence.number}, now);
}

bool VmmcService::take_fence(const Arrival& arrival, Time now) {
  if (!fence_page_.holds(arrival.address)) return false;
  quarantine_.fence_arrived({arrival.address, fence_page_.number_at(arrival.address)}, now);
  return true;
}

/// A packet carries what the table said when it passed; so those that passed silently must be in memory
/// before the process looks there for the last time.
Answer VmmcService::watch(SystemCall& c) {
  ExportedBuffer* buffer = exported(c);
  if (!buffer) return c.done(VMMC_ERROR_NOT_EXPORTED);
  const bool on = c.arguments[1] != 0;
  if (buffer->watched != on) {
    buffer->watched = on;
    for (const std::uint32_t frame : buffer->frames) receive_frames_.watch(frame, on);
  }
  std::optional<std::uint64_t>& awaited = c.process.awaited.packets_written;
  if (!awaited) awaited = node_.nic().packets_admitted();
  if (!on || node_.nic().packets_written() >= *awaited) {
    awaited.reset();
    return c.done(VMMC_OK);
  }
  c.cost = costs_.engine_poll;
  return Answer::spin;
}

Answer VmmcService::export_state(SystemCall& c) {
  const ExportedBuffer* buffer = exported(c);
  if (!buffer) return c.done(VMMC_ERROR_NOT_EXPORTED);
  return c.done(buffer->lost ? VMMC_ERROR_LOST : VMMC_OK);
}

Answer VmmcService::list_importers(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const ExportedBuffer* buffer = exported(c);
  if (!buffer) return c.done(VMMC_ERROR_NOT_EXPORTED);
  const std::size_t listed = std::min<std::size_t>(buffer->importers.size(), a[3]);
  if (listed && !c.process.space.touch(a[1], listed * sizeof(std::uint32_t), true))
    return c.ends_in_fault(a[1], "is where importers' nodes belong and is not writable memory");
  if (listed && !c.process.space.touch(a[2], listed * sizeof(std::int32_t), true))
    return c.ends_in_fault(a[2], "is where importers' numbers belong and is not writable memory");
  for (std::size_t i = 0; i < listed; ++i) {
    const ProcessName& importer = buffer->importers[i].process;
    write_user<std::uint32_t>(a[1] + i * sizeof(std::uint32_t), node_id(importer.node));
    write_user<std::int32_t>(a[2] + i * sizeof(std::int32_t), importer.pid);
  }
  return c.done(static_cast<std::int64_t>(buffer->importers.size()));
}

}  // namespace shrimp
