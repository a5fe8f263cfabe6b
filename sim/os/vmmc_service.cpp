// SPDX-License-Identifier: MIT
// Which call is whose, and what goes between process and daemon. The calls themselves: vmmc_exports.cpp,
// vmmc_imports.cpp, vmmc_bindings.cpp.
#include "sim/os/vmmc_service.h"

#include <algorithm>

#include "vmmc_api/trap.h"

namespace shrimp {

VmmcService::VmmcService(Node& node, const OsParameters& costs, const MachineView& machine,
                         EthernetPort& ethernet, Scheduler& scheduler, FrameAllocator& frames,
                         ProcessTable& processes)
    : node_(node),
      costs_(costs),
      machine_(machine),
      scheduler_(scheduler),
      frames_(frames),
      processes_(processes),
      daemon_(node.calendar(), ethernet, node.number(), costs.daemon, exports_, *this),
      answers_(node.calendar(), this, &VmmcService::on_answers) {}

Answer VmmcService::call(std::uint64_t number, SystemCall& c) {
  switch (number) {
    case VMMC_TRAP_EXPORT:
      return export_buffer(c);
    case VMMC_TRAP_IMPORT:
    case VMMC_TRAP_IMPORT_START:
      return import_buffer(c, number);
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
    case VMMC_TRAP_SPAWN:
      return spawn_process(c);
    case VMMC_TRAP_SELF:
      return name_self(c);
    default:
      return c.done(VMMC_ERROR_ARGUMENT);
  }
}

void VmmcService::release(SimulatedProcess& p, Time now) {
  calls_.end_of(p);
  daemon_.tell(node_.number(), ProcessEnded{p.pid}, now);
}

// ---- between process and daemon

Answer VmmcService::await(SystemCall& c, const DaemonCall& call) {
  c.process.waits_on = call.request;
  return Answer::again;
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
      finish_import_start(call);
    else if (p.state == ProcessState::blocked && p.waits_on == request)
      scheduler_.make_ready(p, now);
  }
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
  daemon_.report(sink);
  sink.leave();
}

}  // namespace shrimp
