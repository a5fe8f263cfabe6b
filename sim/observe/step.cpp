// SPDX-License-Identifier: MIT
#include "sim/observe/step.h"

#include <array>

namespace shrimp {

namespace {

// In the order of Milestone.
constexpr std::array<Step, milestone_count> steps{{
    {"receiving call", "library", "its instructions, from seeing to its return"},
    {"from seeing to sending", "program", "the program's own instructions"},
    {"library call", "library", "its instructions; the engine, if busy"},
    {"store", "pentium.write_buffers", "a free write buffer"},
    {"write buffer", "pentium.l2", "earlier stores; the way past L2"},
    {"memory bus", "xpress", "the bus: other transactions on it"},
    {"memory bus, data", "xpress", "address and data cycles"},
    {"snoop and table lookup", "nic.snoop_logic", "the outgoing page table"},
    {"STORE reference", "bridge, eisa", "EISA: arbitration, refresh, cycles"},
    {"LOAD reference", "bridge, eisa", "the next instruction; EISA again"},
    {"system call", "kernel", "its instructions; the engine, if busy"},
    {"set-up", "nic.deliberate_update_engine", "the engine; the message's earlier parts"},
    {"source, EISA wait", "eisa", "arbitration, refresh, other masters"},
    {"source, EISA read", "eisa, bridge, dram", "memory, and EISA's burst cycles"},
    {"packetizer", "nic.packetizer", "words that continue it; room in the FIFO"},
    {"packet made", "nic.packetizer", "header and CRC; the FIFO's own delay"},
    {"outgoing FIFO", "nic.outgoing_fifo", "packets ahead; incoming ones go first"},
    {"port, out", "nic.arbiter", "its bytes between FIFO and chip"},
    {"injection", "nic.network_interface_chip", "the chip; the last packet's tail"},
    {"head through the mesh", "mesh", "routers; packets there; room at the end"},
    {"tail through the mesh", "mesh", "its bytes on a link"},
    {"reception", "nic.network_interface_chip", "the chip"},
    {"port wait", "nic.arbiter", "a packet that is being moved"},
    {"port, in", "nic.arbiter", "its bytes between chip and FIFO"},
    {"incoming FIFO", "nic.incoming_fifo", "packets ahead; the FIFO's own delay"},
    {"CRC and coordinates", "nic.packet_check", "the check"},
    {"check done", "nic.packet_check", "the incoming page table to be free"},
    {"page lookup", "nic.incoming_page_table", "the table; the kernel, if frozen"},
    {"admission", "nic.incoming_page_table", "the DMA engine to be free"},
    {"engine set-up", "nic.incoming_dma_engine", "the engine; the last packet's write"},
    {"EISA wait", "eisa", "arbitration, refresh, other masters"},
    {"EISA write", "eisa, bridge, xpress", "EISA's cycles, bridge and memory bus"},
    {"until it is seen", "pentium, program", "the line's read; the program's next look"},
}};

}  // namespace

const Step& step_to(Milestone end) {
  return steps[static_cast<std::size_t>(end)];
}

}  // namespace shrimp
