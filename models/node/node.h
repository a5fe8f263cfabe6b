// SPDX-License-Identifier: MIT
// One PC of the machine: a DEC 560ST with its Pentium, Xpress memory bus, DRAM, EISA bus and bridge [R-h],
// and the network interface board that is plugged in.
//
//   Pentium -- Xpress -- DRAM            The board watches the Xpress bus and is slave and master on EISA.
//   Main memory
//                |   \.. board (snoop)   answers the addresses of Region::memory on both buses, the board all
//                above.
//              bridge
//                |
//              EISA -- board
//
// The processor core is constructed later, on the same calendar, hence runs last at an instant.
#pragma once
#include "models/bus/dram.h"
#include "models/bus/eisa_bridge.h"
#include "models/bus/eisa_bus.h"
#include "models/bus/interrupt_controller.h"
#include "models/bus/xpress_bus.h"
#include "models/nic/network_interface.h"
#include "models/pentium/pentium.h"

namespace shrimp {

struct NodeParameters {
  PentiumParameters pentium;
  XpressParameters xpress;
  DramParameters dram;
  EisaParameters eisa;
  BridgeParameters bridge;
  InterruptControllerParameters interrupt_controller;
  template <class Visitor>
  void visit(Visitor&& v) {
    v.group("pentium", pentium);
    v.group("xpress", xpress);
    v.group("dram", dram);
    v.group("eisa", eisa);
    v.group("bridge", bridge);
    v.group("interrupt_controller", interrupt_controller);
  }
  template <class Report>
  void check(Report&& report) const {
    if (bridge.line.n > pentium.l2.line.n)
      report("bridge.line", "must not exceed pentium.l2.line, the line that a snoop writes back");
  }
};

/// Where a node's clocks stand at time zero, from the machine's seed.
struct NodePhases {
  Time bus{};      // first edge of the memory bus clock
  Time eisa{};     // first edge of BCLK
  Time refresh{};  // first refresh
};

class Node : public sc_core::sc_module {
 public:
  /// `reach`: the least delay after which an event of this node shows elsewhere, that is the network port's.
  Node(sc_core::sc_module_name name, NodeNumber number, const NodeParameters& parameters,
       const NodePhases& phases, Time reach = Time{1});

  /// Connects the board to both buses; once, before simulation starts.
  void plug_in(NetworkInterface& board);

  NodeNumber number() const { return number_; }
  Calendar& calendar() { return calendar_; }
  Pentium& pentium() { return pentium_; }
  Dram& dram() { return dram_; }
  XpressBus& xpress() { return xpress_; }
  EisaBus& eisa() { return eisa_; }
  NetworkInterface& nic() { return *nic_; }
  InterruptController& interrupt_controller() { return interrupt_controller_; }

  /// The least time between an access that the processor begins and anything that it causes on the network: a
  /// snooped store past L2 and through the board, or the board's slave seeing an EISA cycle.
  Time least_store_to_network() const;

  /// The least time between a packet's arrival, or the end of an injection, and anything that it causes to
  /// the processor: an EISA cycle that reaches memory, or an interrupt.
  Time least_arrival_to_core() const { return nic_ ? nic_->least_arrival_to_core() : Time::never(); }

  /// Told of what arrives in this node's memory.
  void watch(ArrivalWatcher& watcher) {
    xpress_.watch(watcher);
    pentium_.watch(watcher);
  }

  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  void set_core_reaches();

  const NodeParameters parameters_;
  const NodeNumber number_;
  Calendar calendar_;
  XpressBus xpress_;
  Dram dram_;
  EisaBus eisa_;
  EisaBridge bridge_;
  Pentium pentium_;
  InterruptController interrupt_controller_;
  CoreReach board_to_core_;
  NetworkInterface* nic_ = nullptr;
};

}  // namespace shrimp
