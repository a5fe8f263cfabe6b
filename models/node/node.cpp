// SPDX-License-Identifier: MIT
#include "models/node/node.h"

namespace shrimp {

namespace {
enum EisaMaster : std::size_t { processor_slot, board_slot };
enum EisaSlave : std::size_t { memory_slot, board_slave_slot };
}  // namespace

Node::Node(sc_core::sc_module_name name, NodeNumber number, const NodeParameters& parameters,
           const NodePhases& phases, Time reach)
    : sc_module(name),
      parameters_(parameters),
      number_(number),
      calendar_(this->name(), reach),
      xpress_("xpress", calendar_, Clock(parameters.pentium.clock, phases.bus), parameters.xpress),
      dram_("dram", parameters.dram),
      eisa_("eisa", calendar_, parameters.eisa, phases.eisa, phases.refresh,
            {{"processor", EisaBus::Capability::standard}, {"board", EisaBus::Capability::burst}},
            {{"memory", 0, memory_proxy_base - 1, parameters.bridge.line},
             {"board_slave", memory_proxy_base, ~PhysicalAddress{0}, Bytes{}}}),
      bridge_("bridge", parameters.bridge),
      pentium_("bus_unit", calendar_, Clock(parameters.pentium.clock, phases.bus), parameters.pentium),
      interrupt_controller_(calendar_, parameters.interrupt_controller) {
  pentium_.bus().bind(xpress_.processor());
  xpress_.memory().bind(dram_.socket());
  xpress_.io().bind(bridge_.xpress_slave());
  xpress_.set_cache(pentium_.caches());
  bridge_.xpress_master().bind(xpress_.bridge());
  bridge_.eisa_master().bind(eisa_.master(processor_slot));
  eisa_.slave(memory_slot).bind(bridge_.eisa_slave());
  set_core_reaches();
}

/// What the events of the buses and of a board can do to a processor that runs ahead, and how soon: by DMA,
/// after EISA's arbitration, the bridge and the memory bus's grant; or by an interrupt. Clock edges are
/// floors of exact times, hence the picosecond less.
void Node::set_core_reaches() {
  const Clock bus(parameters_.pentium.clock, Time{});
  const Clock bclk(parameters_.eisa.clock, Time{});
  const Time through_bridge =
      parameters_.bridge.memory_setup + bus.edge(parameters_.xpress.bridge_grant.n) - Time{1};
  const Time through_eisa = bclk.edge(parameters_.eisa.arbitration.n) - Time{1} + through_bridge;
  board_to_core_ = {max(Time{}, through_eisa), parameters_.interrupt_controller.latency};
  eisa_.set_core_reach(max(Time{}, through_bridge));
  // Of the board's events, constructed next.
  calendar_.set_default_core_reach(min(board_to_core_.dma, board_to_core_.interrupt));
}

void Node::plug_in(NetworkInterface& board) {
  nic_ = &board;
  calendar_.set_default_core_reach(Time{});
  board.connect(interrupt_controller_);
  board.set_core_reaches(board_to_core_);
  xpress_.set_snoop_core_reach(board.least_snoop_to_core());
  pentium_.set_store_core_reach(xpress_.store_core_reach());
  xpress_.add_snooper(board);
  board.eisa_master().bind(eisa_.master(board_slot));
  eisa_.slave(board_slave_slot).bind(board.eisa_slave());
}

/// Clock edges are floors of exact times, hence the picosecond less.
Time Node::least_store_to_network() const {
  const Clock bus(parameters_.pentium.clock, Time{});
  const Clock bclk(parameters_.eisa.clock, Time{});
  const Time snoop = bus.edge(parameters_.pentium.l2.pass.n + parameters_.xpress.single.n) - Time{1};
  const Time eisa = parameters_.bridge.io_setup +
                    bclk.edge(parameters_.eisa.arbitration.n + parameters_.eisa.address.n) - Time{1};
  return min(nic_ ? later(snoop, nic_->least_snoop_to_network()) : snoop, eisa);
}

void Node::show(TrackSink& sink) {
  sink.part("xpress", xpress_);
  sink.part("dram", dram_);
  sink.part("eisa", eisa_);
}

void Node::report(StatisticsSink& sink) const {
  sink.part("pentium", pentium_);
  sink.part("xpress", xpress_);
  sink.part("dram", dram_);
  sink.part("eisa", eisa_);
  sink.part("bridge", bridge_);
  sink.part("interrupt_controller", interrupt_controller_);
}

}  // namespace shrimp
