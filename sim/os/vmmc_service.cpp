// SPDX-License-Identifier: MIT
// Export and import stand for the daemons' work and cost as much (IPPS'96, section 3).
#include "sim/os/vmmc_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

std::uint32_t pages_spanned(std::uint64_t address, std::uint64_t bytes) {
  return static_cast<std::uint32_t>((address % page_bytes + bytes + page_bytes - 1) / page_bytes);
}

std::string buffer_text(const BufferName& name) {
  return fmt::format("the export of receive buffer {} by node {}, pid {}", name.id, name.node, name.pid);
}

}  // namespace

VmmcService::VmmcService(Node& node, const OsParameters& costs, MachineView& machine, Scheduler& scheduler,
                         FrameAllocator& frames)
    : node_(node),
      costs_(costs),
      machine_(machine),
      scheduler_(scheduler),
      frames_(frames),
      daemon_(node.calendar(), this, &VmmcService::on_daemon) {}

Answer VmmcService::call(std::uint64_t number, SystemCall& c) {
  switch (number) {
    case VMMC_TRAP_EXPORT:
      return export_buffer(c);
    case VMMC_TRAP_IMPORT:
      return import_buffer(c, true);
    case VMMC_TRAP_IMPORT_START:
      return import_buffer(c, false);
    case VMMC_TRAP_BIND:
      return bind(c);
    case VMMC_TRAP_CACHE_POLICY:
      return cache_policy(c);
    case VMMC_TRAP_NODES:
      return list_nodes(c);
    case VMMC_TRAP_IMPORTERS:
      return list_importers(c);
    case VMMC_TRAP_IMPORTED:
      return find_import(c);
    default:
      return c.done(VMMC_ERROR_ARGUMENT);
  }
}

void VmmcService::release(SimulatedProcess&, Time) {}

Answer VmmcService::export_buffer(SystemCall& c) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t bytes = a[1];
  if (address % word_bytes != 0 || bytes % word_bytes != 0) return c.done(VMMC_ERROR_ALIGNMENT);
  if (bytes == 0 || bytes >= SHRIMP_DESTINATION_OFFSET) return c.done(VMMC_ERROR_RANGE);
  if (a[3] != 0) return c.done(VMMC_ERROR_UNSUPPORTED);
  const BufferName name{node_.number(), p.pid, static_cast<std::uint32_t>(a[2])};
  if (machine_.exports.find(name)) return c.done(VMMC_ERROR_DUPLICATE_ID);
  bool overlap = false;
  machine_.exports.of_process(name.node, name.pid, [&](const ExportedBuffer& b) {
    overlap = overlap || (address < b.address + b.bytes && b.address < address + bytes);
  });
  if (overlap) return c.done(VMMC_ERROR_OVERLAP);
  if (!p.space.touch(address, bytes, true)) {
    return c.ends_in_fault(address, "is exported but is not the process's memory");
  }
  ExportedBuffer buffer{name, address, static_cast<std::uint32_t>(bytes), {}, c.now + costs_.export_call, {}};
  const std::uint64_t first = address / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(address, bytes); ++i) {
    const std::uint32_t frame = p.space.translate((first + i) * page_bytes, true).entry->frame;
    buffer.frames.push_back(frame);
    frames_.pin(frame);
    node_.nic().set_incoming(frame, {true, false});
  }
  machine_.exports.add(std::move(buffer));
  c.cost += costs_.export_call;
  return c.done(VMMC_OK);
}

Answer VmmcService::import_buffer(SystemCall& c, bool blocking) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  if (!p.space.touch(a[3], sizeof(std::uint64_t), true) || !p.space.touch(a[4], sizeof(std::int32_t), true)) {
    return c.ends_in_fault(a[3], "is where an import's result belongs and is not writable memory");
  }
  const NodeNumber node = static_cast<std::uint32_t>(a[0]) - node_id(0);
  if (node >= machine_.coordinates.size()) return c.done(VMMC_ERROR_NO_NODE);
  const BufferName name{node, static_cast<std::int32_t>(a[1]), static_cast<std::uint32_t>(a[2])};
  Import import{&p, name, a[3], a[4], blocking, Time::never()};
  if (!blocking) write_user<std::int32_t>(a[4], 0);
  const ExportedBuffer* buffer = machine_.exports.find(name);
  if (buffer) {
    import.due = max(c.now, buffer->visible) + costs_.import_call;
    daemon_.wake_at(import.due);
  } else {
    machine_.exports.wait(name, this);
  }
  imports_.push_back(import);
  p.waits_for = buffer_text(name);
  c.result = VMMC_OK;
  return blocking ? Answer::block : Answer::resume;
}

void VmmcService::exported(const BufferName& name, Time visible) {
  for (Import& i : imports_) {
    if (!i.due.is_never() || !(i.name == name)) continue;
    i.due = visible + costs_.import_call;
    daemon_.wake_at(i.due);
  }
}

void VmmcService::on_daemon(Time now) {
  std::vector<Import> rest;
  std::vector<Import> done;
  for (const Import& i : imports_) (i.due <= now ? done : rest).push_back(i);
  imports_.swap(rest);
  for (const Import& i : imports_)
    if (!i.due.is_never()) daemon_.wake_at(i.due);
  for (const Import& i : done)
    if (i.process->state != ProcessState::ended) complete_import(i, now);
}

void VmmcService::complete_import(const Import& import, Time now) {
  SimulatedProcess& p = *import.process;
  ExportedBuffer& buffer = *machine_.exports.find(import.name);
  const std::uint64_t proxy = map_import(p, buffer);
  if (proxy) {
    buffer.importers.push_back({node_.number(), p.pid});
    write_user<std::uint64_t>(import.proxy_pointer, proxy);
    write_user<std::int32_t>(import.words_pointer, static_cast<std::int32_t>(buffer.bytes / word_bytes));
  } else if (!import.blocking) {
    write_user<std::int32_t>(import.words_pointer, VMMC_ERROR_NO_MEMORY);
  }
  if (!import.blocking) return;
  p.process.hook().result = static_cast<std::uint64_t>(proxy ? VMMC_OK : VMMC_ERROR_NO_MEMORY);
  scheduler_.make_ready(p, now);
}

/// Maps a buffer into the importer's destination space: an entry of the outgoing page table and a page-table
/// entry a page. 0: no destination space or no entries left.
std::uint64_t VmmcService::map_import(SimulatedProcess& p, ExportedBuffer& buffer) {
  const auto pages = static_cast<std::uint32_t>(buffer.frames.size());
  if (pages > node_.nic().device_proxy_pages() - next_device_proxy_) return 0;
  const std::uint64_t base = p.space.reserve_destination(pages);
  if (!base) return 0;
  for (std::uint32_t i = 0; i < pages; ++i) {
    OutgoingMapping mapping;
    mapping.enabled = true;
    mapping.destination = machine_.coordinates[buffer.name.node];
    mapping.destination_page = buffer.frames[i];
    node_.nic().set_deliberate_update(next_device_proxy_, mapping);
    p.space.map_device_proxy(base + std::uint64_t{i} * page_bytes, next_device_proxy_);
    ++next_device_proxy_;
  }
  const std::uint64_t proxy = base + buffer.address % page_bytes;
  p.imports.push_back({buffer.name, proxy, buffer.bytes});
  return proxy;
}

Answer VmmcService::find_import(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const ImportedBuffer* b = c.process.imported_at(a[0], word_bytes);
  if (!b) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (!c.process.space.touch(a[1], 8, true) || !c.process.space.touch(a[2], 4, true))
    return c.done(VMMC_ERROR_ARGUMENT);
  write_user<std::uint64_t>(a[1], b->proxy_address);
  write_user<std::int32_t>(a[2], static_cast<std::int32_t>(b->bytes / word_bytes));
  return c.done(VMMC_OK);
}

/// Binds memory to an imported buffer for automatic update, page by page; mode 0 ends the binding.
Answer VmmcService::bind(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::uint64_t address = a[0];
  const std::uint64_t proxy = a[1];
  const std::uint64_t bytes = a[2];
  const std::uint64_t mode = a[4];
  SimulatedProcess& p = c.process;
  NetworkInterface& nic = node_.nic();
  if (!nic.supports_automatic_update() || a[3] != 0) return c.done(VMMC_ERROR_UNSUPPORTED);
  if (address % page_bytes != 0 || (mode != 0 && proxy % page_bytes != 0))
    return c.done(VMMC_ERROR_ALIGNMENT);
  if (mode > 3) return c.done(VMMC_ERROR_ARGUMENT);
  if (bytes == 0) return c.done(VMMC_ERROR_RANGE);
  const ImportedBuffer* import = mode != 0 ? p.imported_at(proxy, bytes) : nullptr;
  if (mode != 0 && !import) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (!p.space.touch(address, bytes, true)) return c.done(VMMC_ERROR_RANGE);
  const ExportedBuffer* buffer = import ? machine_.exports.find(import->name) : nullptr;
  const std::uint64_t first = import ? proxy / page_bytes - import->proxy_address / page_bytes : 0;
  for (std::uint32_t i = 0; i < pages_spanned(address, bytes); ++i) {
    PageTableEntry& entry = *p.space.translate(address + std::uint64_t{i} * page_bytes, true).entry;
    nic.flush_combining(entry.frame);
    OutgoingMapping mapping;
    if (buffer) {
      mapping.enabled = true;
      mapping.destination = machine_.coordinates[buffer->name.node];
      mapping.destination_page = buffer->frames[first + i];
      mapping.mode = mode == 1   ? UpdateMode::single_write
                     : mode == 2 ? UpdateMode::block_write
                                 : UpdateMode::timer_write;
      if (entry.policy == CachePolicy::write_back) set_policy(entry, CachePolicy::write_through);
    }
    set_bound(entry, mapping.enabled);
    nic.set_automatic_update(entry.frame, mapping);
  }
  return c.done(VMMC_OK);
}

/// The board names the frame of a bound page, so that is pinned.
void VmmcService::set_bound(PageTableEntry& entry, bool bound) {
  if (bound && !entry.automatic_update_source) frames_.pin(entry.frame);
  if (!bound && entry.automatic_update_source) frames_.unpin(entry.frame);
  entry.automatic_update_source = bound;
}

/// The lines of the page leave the caches, so that none is cached under another policy.
void VmmcService::set_policy(PageTableEntry& entry, CachePolicy policy) {
  if (entry.policy == policy) return;
  entry.policy = policy;
  node_.pentium().forget_page(entry.frame);
}

Answer VmmcService::cache_policy(SystemCall& c) {
  SimulatedProcess& p = c.process;
  const std::uint64_t* a = c.arguments;
  if (a[2] > 2) return c.done(VMMC_ERROR_ARGUMENT);
  if (a[1] == 0 || !p.space.touch(a[0], a[1], true)) return c.done(VMMC_ERROR_RANGE);
  const auto policy = static_cast<CachePolicy>(a[2]);
  const std::uint64_t first = a[0] / page_bytes;
  for (std::uint32_t i = 0; i < pages_spanned(a[0], a[1]); ++i) {
    PageTableEntry& entry = *p.space.translate((first + i) * page_bytes, true).entry;
    // A source of automatic update must show its stores on the bus.
    if (entry.automatic_update_source && policy == CachePolicy::write_back)
      return c.done(VMMC_ERROR_ARGUMENT);
    set_policy(entry, policy);
  }
  return c.done(VMMC_OK);
}

Answer VmmcService::list_nodes(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::size_t nodes = machine_.coordinates.size();
  const std::size_t listed = a[0] ? std::min<std::size_t>(nodes, a[1]) : 0;
  if (listed && !c.process.space.touch(a[0], listed * sizeof(std::uint32_t), true))
    return c.done(VMMC_ERROR_ARGUMENT);
  for (std::size_t i = 0; i < listed; ++i)
    write_user<std::uint32_t>(a[0] + i * sizeof(std::uint32_t), node_id(static_cast<NodeNumber>(i)));
  return c.done(static_cast<std::int64_t>(nodes));
}

Answer VmmcService::list_importers(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const ExportedBuffer* buffer =
      machine_.exports.find({node_.number(), c.process.pid, static_cast<std::uint32_t>(a[0])});
  if (!buffer) return c.done(VMMC_ERROR_ARGUMENT);
  const std::size_t listed = std::min<std::size_t>(buffer->importers.size(), a[3]);
  if (listed &&
      (!c.process.space.touch(a[1], listed * 4, true) || !c.process.space.touch(a[2], listed * 4, true)))
    return c.done(VMMC_ERROR_ARGUMENT);
  for (std::size_t i = 0; i < listed; ++i) {
    write_user<std::uint32_t>(a[1] + i * 4, node_id(buffer->importers[i].node));
    write_user<std::int32_t>(a[2] + i * 4, buffer->importers[i].pid);
  }
  return c.done(static_cast<std::int64_t>(buffer->importers.size()));
}

}  // namespace shrimp
