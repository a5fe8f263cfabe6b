// SPDX-License-Identifier: MIT
// The simulated kernel of one node: processes, traps, faults and interrupts.
//
// Stands for the modified Linux of the SHRIMP nodes and its daemon (IPPS'96, sections 3 and 4). It takes no
// part in a transfer: it maps proxies, fills the board's page tables and answers interrupts. Costs:
// os_parameters.h. Kernel code itself is not executed; it takes its stated time, with its data in no cache.
#pragma once
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "models/common/executive.h"
#include "models/node/node.h"
#include "sim/os/export_directory.h"
#include "sim/os/frame_allocator.h"
#include "sim/os/processor.h"
#include "sim/os/simulated_process.h"

namespace shrimp {

/// Told of what leaves the simulated machine.
class KernelClient {
 public:
  virtual void output(const SimulatedProcess& process, int stream, const char* text, std::size_t bytes) = 0;
  virtual void ended(const SimulatedProcess& process, Time now) = 0;

 protected:
  ~KernelClient() = default;
};

/// What all kernels of a machine share.
struct MachineView {
  ExportDirectory exports;
  std::vector<MeshCoordinates> coordinates;  // of each node
};

class Kernel final : public Supervisor, public InterruptLine, public ImportWaiter {
 public:
  Kernel(Executive& executive, Node& node, const OsParameters& costs, MachineView& machine,
         KernelClient& client);

  /// Makes a process that starts at time zero; `program` must outlive it. `window` is the number of its
  /// window, unique in the machine.
  SimulatedProcess& start(const Program& program, std::uint32_t rank, std::uint32_t window,
                          const std::vector<std::string>& arguments,
                          const std::vector<std::string>& environment);

  const std::vector<std::unique_ptr<SimulatedProcess>>& processes() const { return processes_; }
  bool all_ended() const;
  /// One line per process that has not ended: who it is, where it is, what it waits for.
  std::string who_waits_where() const;
  /// The last time a process of this node made progress; asks the running processes to show their stores
  /// again.
  Time last_progress(Time now);

  // InterruptLine
  void raise(InterruptCause cause, Time now) override;

  const Processor& processor() const { return processor_; }
  Processor& processor() { return processor_; }
  void report(StatisticsSink& sink) const;

 private:
  enum class Answer : std::uint8_t { resume, block, gone };

  // Supervisor
  bool attention() const override { return interrupts_ != 0 || quantum_over_; }
  void attend(Time now) override;
  void trap(Time now) override;
  void fault(Time now, int signal, std::uint64_t address, const char* why) override;

  // ImportWaiter
  void exported(const BufferName& name, Time visible) override;

  // Traps; each leaves its result in the hook and its cost in cost_.
  Answer call(std::uint64_t number, const std::uint64_t* arguments, Time now);
  Answer exit_process(SimulatedProcess& p, Time now, int status);
  Answer output(const std::uint64_t* arguments);
  Answer sleep(std::uint64_t nanoseconds, Time now);
  Answer more_heap(std::uint64_t bytes);
  Answer touch(const std::uint64_t* arguments, Time now);
  Answer export_buffer(const std::uint64_t* arguments, Time now);
  Answer import_buffer(const std::uint64_t* arguments, Time now, bool blocking);
  Answer bind(const std::uint64_t* arguments);
  Answer cache_policy(const std::uint64_t* arguments);
  Answer list_nodes(const std::uint64_t* arguments);
  Answer list_importers(const std::uint64_t* arguments);
  Answer find_import(const std::uint64_t* arguments);
  Answer result(std::int64_t value);

  struct Import {
    SimulatedProcess* process;
    BufferName name;
    std::uint64_t proxy_pointer;
    std::uint64_t words_pointer;
    bool blocking;
    Time due;
  };
  void complete_import(const Import& import, Time now);
  std::uint64_t map_import(SimulatedProcess& p, ExportedBuffer& buffer);
  void set_policy(PageTableEntry& entry, CachePolicy policy);
  const ImportedBuffer* imported_at(std::uint64_t address, std::uint64_t bytes) const;

  SimulatedProcess& running() { return *running_; }
  void make_ready(SimulatedProcess& p, Time now);
  void dispatch(Time now);
  void leave(SimulatedProcess& p, ProcessState state, Time now);
  void finish(SimulatedProcess& p, Time now);
  void on_daemon(Time now);
  void on_timer(Time now);
  void on_quantum(Time now);
  void on_handler(Time now);
  void on_call(Time now);
  void take_receive_interrupts(Time now);
  std::string where(const SimulatedProcess& p) const;

  Executive& executive_;
  Node& node_;
  const OsParameters& costs_;
  MachineView& machine_;
  KernelClient& client_;
  FrameAllocator frames_;

  std::vector<std::unique_ptr<SimulatedProcess>> processes_;
  SimulatedProcess* running_ = nullptr;
  std::deque<SimulatedProcess*> ready_;
  struct Sleeper {
    Time until;
    SimulatedProcess* process;
  };
  std::vector<Sleeper> sleepers_;
  std::vector<Import> imports_;  // under way, waiting for their export or their answer
  std::uint32_t next_device_proxy_ = 0;
  Time cost_{};
  std::uint32_t interrupts_ = 0;  // a bit per InterruptCause
  bool quantum_over_ = false;

  std::uint64_t threshold_interrupts_ = 0;
  std::uint64_t dropped_packets_ = 0;
  std::uint64_t bad_packets_ = 0;
  std::uint64_t traps_ = 0;
  std::uint64_t faults_ = 0;
  std::uint64_t switches_ = 0;
  Time handler_entered_{};
  Time handler_time_{};

  Event daemon_;
  Event timer_;
  Event quantum_;
  Event handler_;
  Event call_;           // a system call does its work at the end of its time
  Processor processor_;  // after the events: its turn is the last at an instant
};

/// The NodeID of a node: 10.0.0.(k+1), carrying into the next byte (INTERFACE).
constexpr std::uint32_t node_id(NodeNumber node) {
  return 0x0A000001u + node;
}

}  // namespace shrimp
