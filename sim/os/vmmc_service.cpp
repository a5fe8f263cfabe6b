// SPDX-License-Identifier: MIT
// Which call is whose, what goes between process and daemon, and the end of a process. The calls themselves:
// vmmc_exports.cpp, vmmc_imports.cpp, vmmc_bindings.cpp.
#include "sim/os/vmmc_service.h"

#include <algorithm>

#include "vmmc_api/trap.h"

namespace shrimp {

VmmcService::VmmcService(Node& node, const OsParameters& costs, const MachineView& machine,
                         EthernetPort& ethernet, Scheduler& scheduler, ArrivalService& arrivals,
                         SignalService& signals, FrameAllocator& frames, std::uint32_t fence_frame,
                         ProcessTable& processes)
    : node_(node),
      costs_(costs),
      machine_(machine),
      scheduler_(scheduler),
      arrivals_(arrivals),
      frames_(frames),
      processes_(processes),
      receive_frames_(node.nic()),
      device_proxies_(node.nic()),
      fence_page_(node.dram(), node.nic(), fence_frame),
      quarantine_(fence_page_, frames, *this),
      fence_sender_(node.calendar(), node.nic(), costs.engine_poll),
      daemon_(node.calendar(), ethernet, node.number(), costs.daemon, exports_, *this),
      datagrams_(node.calendar(), machine.coordinates.size(), costs, daemon_, arrivals, signals),
      answers_(node.calendar(), this, &VmmcService::on_answers) {}

Answer VmmcService::call(std::uint64_t number, SystemCall& c) {
  switch (number) {
    case VMMC_TRAP_EXPORT:
      return export_buffer(c);
    case VMMC_TRAP_UNEXPORT:
      return unexport(c);
    case VMMC_TRAP_WATCH:
      return watch(c);
    case VMMC_TRAP_EXPORT_STATE:
      return export_state(c);
    case VMMC_TRAP_IMPORTERS:
      return list_importers(c);
    case VMMC_TRAP_IMPORT:
    case VMMC_TRAP_IMPORT_START:
      return import_buffer(c, number);
    case VMMC_TRAP_IMPORTED:
      return find_import(c);
    case VMMC_TRAP_UNIMPORT:
      return unimport(c);
    case VMMC_TRAP_BIND:
      return bind(c);
    case VMMC_TRAP_CACHE_POLICY:
      return cache_policy(c);
    case VMMC_TRAP_INITIATION:
      return initiation(c);
    case VMMC_TRAP_PAIR:
      return pair(c);
    case VMMC_TRAP_SEND:
      return send(c);
    case VMMC_TRAP_NODES:
      return list_nodes(c);
    case VMMC_TRAP_SPAWN:
      return spawn_process(c);
    case VMMC_TRAP_SELF:
      return name_self(c);
    case VMMC_TRAP_PORT_OPEN:
      return datagrams_.open_port(c);
    case VMMC_TRAP_PORT_CLOSE:
      return datagrams_.close_port(c);
    case VMMC_TRAP_PORT_ATTEND:
      return datagrams_.attend_port(c);
    case VMMC_TRAP_DATAGRAM_SEND:
      return datagrams_.send(c);
    case VMMC_TRAP_DATAGRAM_RECEIVE:
      return datagrams_.receive(c);
    default:
      return c.done(VMMC_ERROR_ARGUMENT);
  }
}

void VmmcService::release(SimulatedProcess& p, Time now) {
  calls_.end_of(p);
  datagrams_.release(p, now);
  for (const std::uint32_t serial : exports_.of_process(p.pid)) withdraw(*exports_.find_serial(serial), now);
  daemon_.tell(node_.number(), ProcessEnded{p.pid}, now);
  while (!p.imports.all().empty()) {
    const ImportedBuffer& buffer = p.imports.all().front();
    daemon_.tell(buffer.name.node, ImportEnded{p.pid, buffer.serial}, now);
    remove_import(p, buffer);
  }
}

// ---- between process and daemon

Answer VmmcService::await(SystemCall& c, const DaemonCall& call) {
  c.process.waits_on = call.request;
  return Answer::again;
}

Answer VmmcService::resume(SystemCall& c, DaemonCall& call) {
  if (call.due > c.now) return await(c, call);
  const std::int64_t result = call.result;
  calls_.end(call);
  return c.done(result);
}

void VmmcService::answer(DaemonCall& call, std::int64_t result, Time now) {
  call.result = result;
  call.due = now + costs_.daemon.exchange;
  answers_.wake_at(call.due);
}

void VmmcService::served(std::uint32_t request, std::int64_t result, Time now) {
  if (DaemonCall* call = calls_.find(request)) answer(*call, result, now);
}

void VmmcService::on_answers(Time now) {
  Time next = Time::never();
  std::vector<std::uint32_t> due;
  for (const DaemonCall& call : calls_.all()) {
    if (call.due == now) due.push_back(call.request);
    if (call.due > now) next = min(next, call.due);
  }
  if (!next.is_never()) answers_.wake_at(next);
  for (const std::uint32_t request : due) {
    DaemonCall& call = *calls_.find(request);
    SimulatedProcess& p = *call.process;
    if (!call.blocking)
      finish_import_start(call, now);
    else if (p.state == ProcessState::blocked && p.waits_on == request)
      scheduler_.make_ready(p, now);
  }
}

/// Pages that are pinned already do not count twice.
bool VmmcService::may_pin(const std::vector<std::uint32_t>& frames) const {
  const auto more = std::count_if(frames.begin(), frames.end(),
                                  [&](std::uint32_t frame) { return frames_.pins(frame) == 0; });
  const std::uint64_t limit = std::uint64_t{frames_.total()} * costs_.pinned_limit / 100;
  return frames_.pinned() + static_cast<std::uint64_t>(more) <= limit;
}

// ---- questions about the machine

/// Enumerators and results have the same values.
Answer VmmcService::initiation(SystemCall& c) {
  static_assert(static_cast<int>(Initiation::two_references) == VMMC_INITIATION_TWO_REFERENCES &&
                static_cast<int>(Initiation::compare_exchange) == VMMC_INITIATION_COMPARE_EXCHANGE &&
                static_cast<int>(Initiation::system_call) == VMMC_INITIATION_SYSTEM_CALL);
  return c.done(static_cast<std::int64_t>(node_.nic().initiation()));
}

Answer VmmcService::list_nodes(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  const std::size_t nodes = machine_.coordinates.size();
  const std::size_t listed = a[0] ? std::min<std::size_t>(nodes, a[1]) : 0;
  if (listed && !c.process.space.touch(a[0], listed * sizeof(std::uint32_t), true))
    return c.ends_in_fault(a[0], "is where the nodes belong and is not writable memory");
  for (std::size_t i = 0; i < listed; ++i)
    write_user<std::uint32_t>(a[0] + i * sizeof(std::uint32_t), node_id(static_cast<NodeNumber>(i)));
  return c.done(static_cast<std::int64_t>(nodes));
}

Answer VmmcService::name_self(SystemCall& c) {
  const std::uint64_t* a = c.arguments;
  if (!c.process.space.touch(a[0], sizeof(std::uint32_t), true) ||
      !c.process.space.touch(a[1], sizeof(std::int32_t), true))
    return c.ends_in_fault(a[0], "is where a process's name belongs and is not writable memory");
  write_user<std::uint32_t>(a[0], node_id(node_.number()));
  write_user<std::int32_t>(a[1], c.process.pid);
  return c.done(VMMC_OK);
}

void VmmcService::report(StatisticsSink& sink) const {
  sink.enter("daemon");
  sink.count("exports", exported_, "buffers", "Receive buffers exported by processes of this node.");
  sink.time("export_time", export_time_, "Time that these exports took, from call to result.");
  sink.count("imports", imported_, "buffers", "Receive buffers imported by processes of this node.");
  sink.time("import_time", import_time_,
            "Time that these imports took, from call to result, without waiting for the export.");
  sink.time("import_wait", import_wait_, "Time that they waited for their export.");
  sink.count("imports_withdrawn", imports_withdrawn_, "buffers",
             "Imported buffers that their exporters took back.");
  sink.count("imports_lost", imports_lost_, "buffers",
             "Imported buffers closed because the network lost data sent to them.");
  datagrams_.report(sink);
  daemon_.report(sink);
  sink.leave();
  quarantine_.report(sink);
}

}  // namespace shrimp
